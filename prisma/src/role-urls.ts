import { createHmac } from "node:crypto";
import { JourneymanError } from "@journeyman/core";

/** The restricted role of web, ingest and the runtime; and the role of the worker's loops, which see every environment. */
export const appRole = "journeyman_app";
export const engineRole = "journeyman_engine";

export type RoleUrls = { app: string; engine: string };

type UrlVariables = Readonly<Partial<Record<"DATABASE_URL" | "APP_DATABASE_URL" | "ENGINE_DATABASE_URL", string | undefined>>>;

/**
 * The URLs of the two restricted roles, from the owner's: same host, database and parameters. Their passwords are derived from the
 * owner's by HMAC, so that somebody who gives only DATABASE_URL gets the same ones on every machine. An owner without a password
 * (trust on a local socket) makes roles without one.
 */
export function roleUrls(ownerUrl: string): RoleUrls {
  return { app: urlFor(ownerUrl, appRole), engine: urlFor(ownerUrl, engineRole) };
}

/**
 * The URLs of the two roles as an environment has them: given, or made from the owner's. Blank counts as absent, as docker-compose.yml
 * sets what nobody has chosen. Undefined when one of them is neither given nor can be made.
 */
export function givenRoleUrls(env: UrlVariables): RoleUrls | undefined {
  const made = env.DATABASE_URL ? roleUrls(env.DATABASE_URL) : undefined;
  const app = env.APP_DATABASE_URL || made?.app;
  const engine = env.ENGINE_DATABASE_URL || made?.engine;
  return app && engine ? { app, engine } : undefined;
}

/** The derived password of a role; undefined when the owner has none. */
export function rolePassword(ownerUrl: string, role: string): string | undefined {
  const secret = decodeURIComponent(parse(ownerUrl).password);
  return secret === "" ? undefined : createHmac("sha256", secret).update(`journeyman role password v1 ${role}`).digest("base64url");
}

/** The URL with which a role logs in with its derived password. */
export function urlFor(ownerUrl: string, role: string): string {
  const url = parse(ownerUrl);
  url.username = role;
  url.password = rolePassword(ownerUrl, role) ?? "";
  return url.href;
}

function parse(ownerUrl: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(ownerUrl);
  } catch {
    url = undefined;
  }
  if (url?.protocol !== "postgresql:" && url?.protocol !== "postgres:") {
    throw new JourneymanError(
      "invalid",
      "DATABASE_URL is not a Postgres URL; they look like postgresql://owner:password@host:5432/journeyman.",
    );
  }
  return url;
}
