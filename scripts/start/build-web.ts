import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.ts";

const sources = ["apps/web", "packages", "prisma/src", "package-lock.json"];
const skipped = new Set(["node_modules", ".next", ".turbo", "test-results", "corpus"]);

/** Builds the web app when a source has changed since the last build. Answers whether it built. */
export async function buildWeb(root: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const stamp = join(root, "apps/web/.next/journeyman-sources");
  const now = await fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return false;
  await run("npm", ["run", "build"], { cwd: join(root, "apps/web"), env });
  writeFileSync(stamp, now);
  return true;
}

async function fingerprint(root: string): Promise<string> {
  const hash = createHash("sha256");
  const walk = async (path: string): Promise<void> => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isFile()) {
      hash.update(`${path.slice(root.length)}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const entry of (await readdir(path)).sort()) {
      if (!skipped.has(entry) && !/\.test\.tsx?$/.test(entry) && entry !== "next-env.d.ts") await walk(join(path, entry));
    }
  };
  for (const source of sources) await walk(join(root, source));
  return hash.digest("hex");
}
