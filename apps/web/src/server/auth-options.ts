import { revokeSession, signIn } from "@journeyman/access";
import { isJourneymanError } from "@journeyman/core";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { deps } from "@/server/deps.ts";
import { environmentVariables } from "@/server/environment-variables.ts";

const credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1024) });

/** The session row's id in the token; the row is read at every request, so revoking works at once. */
export type SessionToken = { sid?: string; sub?: string };

const thirtyDays = 30 * 24 * 60 * 60;

/** Made when first asked: the secret is known at start, not at build. */
export function authOptions(): NextAuthOptions {
  const env = environmentVariables();
  const secure = env.webUrl.startsWith("https://");
  return {
    secret: env.secret,
    session: { strategy: "jwt", maxAge: thirtyDays },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: secure,
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(input, request) {
          const parsed = credentials.safeParse(input);
          if (!parsed.success) return null;
          const userAgent = header(request?.headers, "user-agent");
          const address = header(request?.headers, "x-forwarded-for")?.split(",")[0]?.trim();
          try {
            const session = await signIn(deps().store, parsed.data.email, parsed.data.password, {
              ...(userAgent ? { userAgent } : {}),
              ...(address ? { address } : {}),
            });
            return { id: session.userId, sid: session.id };
          } catch (error) {
            if (!isJourneymanError(error)) throw error;
            if (error.code === "unauthenticated" || error.code === "forbidden") return null;
            // Shown on the sign-in page as it is: too many tries, and when to try again.
            throw new Error(error.message, { cause: error });
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user && "sid" in user && typeof user.sid === "string") token.sid = user.sid;
        // Nothing personal travels in the cookie.
        return { ...(token.sub ? { sub: token.sub } : {}), ...(token.sid ? { sid: token.sid } : {}) };
      },
      session({ session }) {
        return { expires: session.expires };
      },
      redirect({ url, baseUrl }) {
        if (url.startsWith("/") && !url.startsWith("//")) return `${baseUrl}${url}`;
        return new URL(url).origin === baseUrl ? url : baseUrl;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await revokeSession(deps().store, token.sid);
      },
    },
  };
}

function header(headers: Record<string, unknown> | undefined, name: string): string | undefined {
  const value = headers?.[name];
  return typeof value === "string" ? value : undefined;
}
