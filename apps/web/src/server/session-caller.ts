import { type Principal, readSession } from "@journeyman/access";
import { JourneymanError } from "@journeyman/core";
import { NextRequest } from "next/server";
import { environmentCookie, environmentHeader } from "@/lib/environment.ts";
import { deps } from "@/server/deps.ts";
import { chooseEnvironment } from "@/server/environment.ts";
import { environmentVariables } from "@/server/environment-variables.ts";
import { sameOrigin } from "@/server/origin.ts";
import { sessionIdOf } from "@/server/principal.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who calls the API with a browser's session: the row is looked up anew at every request. Undefined: nobody is signed in.
 * A cookie alone changes nothing when the request comes from another site. (Bearer keys are read by the API itself.)
 */
export async function sessionCaller(request: Request): Promise<{ principal: Principal; environmentId: string } | undefined> {
  const cookies = new NextRequest(request.url, { headers: request.headers }).cookies;
  const sessionId = await sessionIdOf(cookies);
  const principal = sessionId === undefined ? undefined : await readSession(deps().store, sessionId);
  if (!principal) return undefined;
  if (!reading.has(request.method) && !sameOrigin(request.headers, environmentVariables().webUrl)) {
    throw new JourneymanError("forbidden", "This request came from another site, so nothing was changed.");
  }
  const asked = request.headers.get(environmentHeader) ?? undefined;
  return { principal, environmentId: chooseEnvironment(principal, asked ?? cookies.get(environmentCookie)?.value, asked !== undefined) };
}
