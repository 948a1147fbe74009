import { JourneymanError } from "@journeyman/core";
import type { Source, SourceCache } from "./source-cache.ts";

/**
 * The source that sends this request, by its write key: basic auth's user name, `Authorization: Bearer`, or `writeKey` in the body, as
 * Segment's SDKs do. Throws `unauthenticated`.
 */
export async function authorise(sources: SourceCache, request: Request, body: Record<string, unknown>): Promise<Source> {
  const key = keyInHeader(request.headers.get("authorization")) ?? (typeof body.writeKey === "string" ? body.writeKey : undefined);
  if (key === undefined || key === "") {
    throw new JourneymanError(
      "unauthenticated",
      "A write key is missing. Send it as the user name of basic auth, or as writeKey in the body.",
    );
  }
  const source = await sources.find(key);
  if (!source)
    throw new JourneymanError(
      "unauthenticated",
      "This write key is not known or has been revoked. Settings › Sources shows the keys that work.",
    );
  return source;
}

function keyInHeader(header: string | null): string | undefined {
  const [scheme, value] = header?.trim().split(/\s+/, 2) ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [user] = Buffer.from(value, "base64").toString().split(":", 1);
  return user;
}
