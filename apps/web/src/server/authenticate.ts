import { type Principal, principalForApiKey, readSession } from "@journeyman/access";
import { JourneymanError } from "@journeyman/core";
import { NextRequest } from "next/server";
import { environmentCookie, environmentHeader } from "@/lib/environment.ts";
import { deps } from "@/server/deps.ts";
import { chooseEnvironment } from "@/server/environment.ts";
import { environmentVariables } from "@/server/environment-variables.ts";
import { sameOrigin } from "@/server/origin.ts";
import { sessionIdOf } from "@/server/principal.ts";

export type Authenticated = { principal: Principal; environmentId: string; sessionId?: string };

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who calls the API: a bearer key (developers) or the session's cookie (the web app). Both are looked up anew at every request.
 * A cookie alone changes nothing when the request comes from another site.
 */
export async function authenticate(request: Request): Promise<Authenticated> {
  const asked = request.headers.get(environmentHeader) ?? undefined;
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const principal = key === undefined ? undefined : await principalForApiKey(deps().store, key);
    if (!principal)
      throw new JourneymanError(
        "unauthenticated",
        "The API key is unknown or was revoked. Send `Authorization: Bearer <key>` with a key from Developers.",
      );
    return { principal, environmentId: chooseEnvironment(principal, asked, true) };
  }
  const cookies = new NextRequest(request.url, { headers: request.headers }).cookies;
  const sessionId = await sessionIdOf(cookies);
  const principal = sessionId === undefined ? undefined : await readSession(deps().store, sessionId);
  if (!principal || sessionId === undefined) {
    throw new JourneymanError("unauthenticated", "Nobody is signed in. Sign in, or send `Authorization: Bearer <key>`.");
  }
  if (!reading.has(request.method) && !sameOrigin(request.headers, environmentVariables().WEB_URL)) {
    throw new JourneymanError("forbidden", "This request came from another site, so nothing was changed.");
  }
  const environmentId = chooseEnvironment(principal, asked ?? cookies.get(environmentCookie)?.value, asked !== undefined);
  return { principal, environmentId, sessionId };
}
