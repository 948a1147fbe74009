import { principalForApiKey } from "@journeyman/access";
import { JourneymanError } from "@journeyman/core";
import type { ApiDeps, Caller } from "./types.ts";

/** A bearer key, else the browser's session; nobody otherwise. */
export async function callerOf(deps: ApiDeps, request: Request): Promise<Caller> {
  const header = request.headers.get("authorization");
  if (header !== null) {
    const key = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    const found = key === undefined ? undefined : await principalForApiKey(deps.store, key);
    const environment = found?.environments[0];
    if (!found || !environment)
      throw new JourneymanError("unauthenticated", "This key is not known or was revoked. Send it as: Authorization: Bearer <key>.");
    return { principal: found, environmentId: environment.id };
  }
  const session = await deps.session?.(request);
  if (!session)
    throw new JourneymanError(
      "unauthenticated",
      "Sign in, or send an API key as: Authorization: Bearer <key>. Keys are made under Developers, API.",
    );
  return session;
}
