import { join } from "node:path";
import { JourneymanError } from "@journeyman/core";
import { givenRoleUrls } from "@journeyman/prisma/role-urls";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const blankAsAbsent = (value: unknown): unknown => (value === "" ? undefined : value);

const environment = z.object({
  DATABASE_URL: z.preprocess(blankAsAbsent, z.string().optional()),
  APP_DATABASE_URL: z.preprocess(blankAsAbsent, z.string().optional()),
  ENGINE_DATABASE_URL: z.preprocess(blankAsAbsent, z.string().optional()),
  TEMPORAL_ADDRESS: z.preprocess(blankAsAbsent, z.string().default("127.0.0.1:7233")),
  TEMPORAL_NAMESPACE: z.preprocess(blankAsAbsent, z.string().default("default")),
  JOURNEYMAN_HOME: z.preprocess(blankAsAbsent, z.string().default(".journeyman")),
  JOURNEYMAN_KEY_FILE: z.preprocess(blankAsAbsent, z.string().optional()),
  WEB_URL: z.preprocess(blankAsAbsent, z.url().default("http://localhost:3000")),
  INGEST_URL: z.preprocess(blankAsAbsent, z.url().default("http://localhost:3001")),
  WORKER_PORT: z.preprocess(blankAsAbsent, port.default(3004)),
  HOST: z.preprocess(blankAsAbsent, z.string().default("127.0.0.1")),
  /** Providers may lie in a private network; the operator's choice, never an input's. */
  ALLOW_PRIVATE_HOSTS: z.preprocess(blankAsAbsent, z.enum(["true", "false"]).default("false")),
  LOG_LEVEL: z.preprocess(blankAsAbsent, z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info")),
});

export type WorkerConfig = {
  appUrl: string;
  engineUrl: string;
  temporal: { address: string; namespace: string };
  keyFile: string;
  publicUrls: { web: string; ingest: string };
  health: { host: string; port: number };
  allowPrivateHosts: boolean;
  logLevel: string;
};

/** Reads the variables that docker-compose.yml and npm start set. Throws `invalid` with every one that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    const list = problems.map((problem) => `${problem.path}: ${problem.message}`).join("; ");
    throw new JourneymanError("invalid", `The worker's environment variables are wrong: ${list}.`, { problems });
  }
  const given = parsed.data;
  const databases = givenRoleUrls(given);
  if (!databases) {
    throw new JourneymanError("invalid", "The worker needs DATABASE_URL, or both APP_DATABASE_URL and ENGINE_DATABASE_URL.");
  }
  return {
    appUrl: databases.app,
    engineUrl: databases.engine,
    temporal: { address: given.TEMPORAL_ADDRESS, namespace: given.TEMPORAL_NAMESPACE },
    keyFile: given.JOURNEYMAN_KEY_FILE ?? join(given.JOURNEYMAN_HOME, "keys.json"),
    publicUrls: { web: given.WEB_URL, ingest: given.INGEST_URL },
    health: { host: given.HOST, port: given.WORKER_PORT },
    allowPrivateHosts: given.ALLOW_PRIVATE_HOSTS === "true",
    logLevel: given.LOG_LEVEL,
  };
}
