import { type Principal, readSession } from "@journeyman/access";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { environmentCookie } from "@/lib/environment.ts";
import type { SessionToken } from "@/server/auth-options.ts";
import { deps } from "@/server/deps.ts";
import { chooseEnvironment } from "@/server/environment.ts";
import { environmentVariables } from "@/server/environment-variables.ts";

type CookieSource = { getAll: () => { name: string; value: string }[] };

/** The session's id in the sealed cookie, if the cookie is ours and whole. */
export async function sessionIdOf(source: CookieSource): Promise<string | undefined> {
  const env = environmentVariables();
  const token = (await getToken({
    // getToken wants a request; it only looks at its cookies and its Authorization header, which must not count here.
    req: { cookies: source, headers: new Headers() } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: env.secret,
    secureCookie: env.webUrl.startsWith("https://"),
  })) as SessionToken | null;
  return typeof token?.sid === "string" ? token.sid : undefined;
}

/** Who asks, by the session row as it is now. Undefined: not signed in, signed out elsewhere, or disabled. */
export const currentPrincipal = cache(async (): Promise<Principal | undefined> => {
  const sid = await sessionIdOf(await cookies());
  return sid === undefined ? undefined : readSession(deps().store, sid);
});

export type Viewer = { principal: Principal; environmentId: string; sessionId: string };

/** For pages: signed in, or on the way to the sign-in page. */
export const requireViewer = cache(async (): Promise<Viewer> => {
  const store = await cookies();
  const sessionId = await sessionIdOf(store);
  const principal = await currentPrincipal();
  if (!principal || sessionId === undefined) {
    const path = (await headers()).get("x-path") ?? "/";
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  return { principal, sessionId, environmentId: chooseEnvironment(principal, store.get(environmentCookie)?.value) };
});
