import { join } from "node:path";
import { givenRoleUrls } from "@journeyman/prisma/role-urls";
import { z } from "zod";

const blankAsAbsent = (value: unknown): unknown => (value === "" ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(blankAsAbsent, schema);

const schema = z.object({
  DATABASE_URL: optional(z.string().optional()),
  APP_DATABASE_URL: optional(z.string().optional()),
  ENGINE_DATABASE_URL: optional(z.string().optional()),
  JOURNEYMAN_HOME: optional(z.string().default(".journeyman")),
  JOURNEYMAN_KEY_FILE: optional(z.string().optional()),
  WEB_URL: optional(z.url().default("http://localhost:3000")),
  INGEST_URL: optional(z.url().default("http://localhost:3001")),
  INBOX_URL: optional(z.url().optional()),
  SHOP_URL: optional(z.url().optional()),
  SHOP_PORT: optional(z.coerce.number().int().optional()),
  NEXTAUTH_SECRET: z.string().min(16, "has to be at least 16 characters"),
  /** Providers may lie in a private network; the operator's choice. */
  ALLOW_PRIVATE_HOSTS: optional(z.enum(["true", "false"]).default("false")),
});

export type EnvironmentVariables = {
  appDatabaseUrl: string;
  engineDatabaseUrl: string;
  keyFile: string;
  webUrl: string;
  ingestUrl: string;
  /** Of the demo, where there is one. */
  inboxUrl: string | null;
  shopUrl: string | null;
  secret: string;
  allowPrivateHosts: boolean;
};

/** Reads the variables that `npm start` and docker-compose.yml set. Throws naming every one that is wrong. */
export function readEnvironment(env: Record<string, string | undefined>): EnvironmentVariables {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const list = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Error(`The web app's environment variables are wrong: ${list}.`);
  }
  const given = parsed.data;
  const databases = givenRoleUrls(given);
  if (!databases) throw new Error("The web app needs DATABASE_URL, or both APP_DATABASE_URL and ENGINE_DATABASE_URL.");
  return {
    appDatabaseUrl: databases.app,
    engineDatabaseUrl: databases.engine,
    keyFile: given.JOURNEYMAN_KEY_FILE ?? join(given.JOURNEYMAN_HOME, "keys.json"),
    webUrl: given.WEB_URL,
    ingestUrl: given.INGEST_URL,
    inboxUrl: given.INBOX_URL ?? null,
    shopUrl: given.SHOP_URL ?? (given.SHOP_PORT === undefined ? null : beside(given.WEB_URL, given.SHOP_PORT)),
    secret: given.NEXTAUTH_SECRET,
    allowPrivateHosts: given.ALLOW_PRIVATE_HOSTS === "true",
  };
}

function beside(webUrl: string, port: number): string {
  const url = new URL(webUrl);
  url.port = String(port);
  return url.origin;
}

let read: EnvironmentVariables | undefined;

/** Read when first asked, not at build: ports and URLs are chosen at start. */
export function environmentVariables(): EnvironmentVariables {
  read ??= readEnvironment(process.env);
  return read;
}
