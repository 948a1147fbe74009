import { z } from "zod";

const schema = z.object({
  APP_DATABASE_URL: z.string().min(1),
  ENGINE_DATABASE_URL: z.string().min(1).optional(),
  JOURNEYMAN_KEY_FILE: z.string().min(1).optional(),
  JOURNEYMAN_HOME: z.string().min(1).default(".journeyman"),
  WEB_URL: z.url().default("http://localhost:3000"),
  INGEST_URL: z.url().default("http://localhost:3001"),
  INBOX_URL: z.url().optional(),
  SHOP_URL: z.url().optional(),
  TEMPORAL_UI_URL: z.url().optional(),
  WORKER_URL: z.url().optional(),
  NEXTAUTH_SECRET: z.string().min(16),
});

export type EnvironmentVariables = z.infer<typeof schema>;

let read: EnvironmentVariables | undefined;

/** Read when first asked, not at build: ports and URLs are chosen at start. */
export function environmentVariables(): EnvironmentVariables {
  if (read) return read;
  const answer = schema.safeParse(process.env);
  if (!answer.success) {
    const names = answer.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(
      `The web app cannot start: ${names} missing or malformed in the environment. \`npm start\` sets them; docs in README.md.`,
    );
  }
  read = answer.data;
  return read;
}
