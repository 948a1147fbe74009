import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

const schema = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), environment: z.string(), environmentId: z.string(), organisationId: z.string() }),
  writeKey: z.string(),
  browserWriteKey: z.string(),
  browserTokenSecret: z.string(),
  apiKey: z.string(),
  logins: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })).min(1),
});

/** What the demo's first start made and nobody can read again: it lies in the home folder, for its owner only. */
export type DemoKeys = z.infer<typeof schema>;

export function readKeys(file: string): DemoKeys | undefined {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

export function writeKeys(file: string, keys: DemoKeys): void {
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
