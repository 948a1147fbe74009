import { z } from "zod";

const schema = z.object({
  APP_DATABASE_URL: z.string(),
  ENGINE_DATABASE_URL: z.string(),
  JOURNEYMAN_KEY_FILE: z.string(),
  INGEST_URL: z.url(),
  WEB_URL: z.url(),
  INBOX_URL: z.url(),
  SHOP_URL: z.url(),
  FAKE_SMTP_PORT: z.coerce.number().int(),
});

export type DemoEnvironment = z.infer<typeof schema>;

/** Throws a sentence with the variable's name when one is missing. */
export function readEnvironment(env: NodeJS.ProcessEnv): DemoEnvironment {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  throw new Error(
    `The demo needs ${read.error.issues.map((issue) => issue.path.join(".")).join(", ")} in its environment; npm start sets them.`,
  );
}
