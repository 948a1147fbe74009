import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { z } from "zod";

const schema = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), environment: z.string(), environmentId: z.string(), organisationId: z.string() }),
  writeKey: z.string(),
  browserWriteKey: z.string(),
  browserTokenSecret: z.string(),
  apiKey: z.string(),
  /** Where the demo's mails say that the shop is. */
  shop: z.string().default("http://localhost:3003"),
  logins: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })).min(1),
});

/** What the demo's first start made and nobody can read again: it lies in the home folder, for its owner only. */
export type DemoKeys = z.infer<typeof schema>;

export function readKeys(file: string): DemoKeys | undefined {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The keys in `file`, and those that lay there while the home was used with other databases. */
export function readAllKeys(file: string): DemoKeys[] {
  if (!existsSync(dirname(file))) return [];
  const { start, end } = partsOf(file);
  const aside = readdirSync(dirname(file)).filter(
    (name) => name.startsWith(start) && /^[0-9a-f-]{36}$/.test(name.slice(start.length, -end.length)),
  );
  return [file, ...aside.map((name) => join(dirname(file), name))].flatMap((one) => readKeys(one) ?? []);
}

/** What lay there for another database is put aside: `demo.json` becomes `demo.<its environment>.json`. */
export function writeKeys(file: string, keys: DemoKeys): void {
  const before = readKeys(file);
  const { start, end } = partsOf(file);
  if (before && before.workspace.environmentId !== keys.workspace.environmentId)
    writePrivate(join(dirname(file), `${start}${before.workspace.environmentId}${end}`), before);
  writePrivate(file, keys);
}

function partsOf(file: string): { start: string; end: string } {
  const end = extname(file);
  return { start: `${basename(file, end)}.`, end };
}

function writePrivate(file: string, keys: DemoKeys): void {
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
