import { givenRoleUrls, type RoleUrls } from "@journeyman/prisma/role-urls";
import { z } from "zod";

const schema = z.object({
  JOURNEYMAN_KEY_FILE: z.string(),
  INGEST_URL: z.url(),
  WEB_URL: z.url(),
  SHOP_URL: z.url(),
  /** Where the worker reaches the fakes, which in containers is not where a browser does. */
  FAKE_SMTP_HOST: z.string(),
  FAKE_SMTP_PORT: z.coerce.number().int(),
  FAKE_TWILIO_URL: z.url(),
});

export type DemoEnvironment = z.infer<typeof schema> & { databases: RoleUrls };

/** Throws a sentence with the variable's name when one is missing. */
export function readEnvironment(env: NodeJS.ProcessEnv): DemoEnvironment {
  const read = schema.safeParse(env);
  const databases = givenRoleUrls(env);
  if (read.success && databases) return { ...read.data, databases };
  const missing = [...(databases ? [] : ["DATABASE_URL"]), ...(read.error?.issues.map((issue) => issue.path.join(".")) ?? [])];
  throw new Error(`The demo needs ${missing.join(", ")} in its environment; npm start and docker-compose.yml set them.`);
}
