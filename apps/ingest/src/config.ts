import { join } from "node:path";
import { JourneymanError } from "@journeyman/core";
import { givenRoleUrls } from "@journeyman/prisma/role-urls";
import { z } from "zod";

const url = z.url({ protocol: /^https?$/ });
const port = z.coerce.number().int().min(0).max(65_535);

const schema = z
  .object({
    /** The owner's: only the two restricted roles' URLs are made from it, where they are not given. */
    DATABASE_URL: z.string().optional(),
    APP_DATABASE_URL: z.string().optional(),
    ENGINE_DATABASE_URL: z.string().optional(),
    JOURNEYMAN_HOME: z.string().default(".journeyman"),
    JOURNEYMAN_KEY_FILE: z.string().optional(),
    INGEST_PORT: port.default(3001),
    /** Where the world reaches this process: links and the browser SDK's settings are made from it. */
    INGEST_URL: url.optional(),
    WEB_URL: url.default("http://localhost:3000"),
    HOST: z.string().default("127.0.0.1"),
    /** Events a second that one source may send over time; bursts may be four times as many. */
    INGEST_RATE: z.coerce.number().positive().default(5000),
    INGEST_CONNECTIONS: z.coerce.number().int().min(2).default(8),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  })
  .transform((env, context) => {
    const database = givenRoleUrls(env);
    if (!database) {
      const message = "give it, or both APP_DATABASE_URL and ENGINE_DATABASE_URL";
      context.addIssue({ code: "custom", path: ["DATABASE_URL"], message });
      return z.NEVER;
    }
    return {
      database,
      keyFile: env.JOURNEYMAN_KEY_FILE ?? join(env.JOURNEYMAN_HOME, "keys.json"),
      host: env.HOST,
      port: env.INGEST_PORT,
      publicUrl: (env.INGEST_URL ?? `http://localhost:${env.INGEST_PORT}`).replace(/\/+$/, ""),
      webUrl: env.WEB_URL.replace(/\/+$/, ""),
      eventsPerSecond: env.INGEST_RATE,
      connections: env.INGEST_CONNECTIONS,
      logLevel: env.LOG_LEVEL,
    };
  });

export type IngestConfig = z.output<typeof schema>;

/** Reads the environment. Throws one error that names every variable that is missing or wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): IngestConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return given[name] === undefined && issue.code !== "custom" ? `${name} is missing` : `${name}: ${issue.message}`;
  });
  throw new JourneymanError(
    "invalid",
    `The collector cannot start: ${lines.join("; ")}. \`npm start\` sets all of them; docker-compose.yml lists them.`,
  );
}
