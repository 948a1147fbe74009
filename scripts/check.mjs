#!/usr/bin/env node
// Everything that is checked without running the product. Each check says its name and time; all run, then the sum decides.
import { spawnSync } from "node:child_process";
import { install, quiet, requireNode, root } from "./bootstrap.mjs";

requireNode();
install();

const fix = process.argv.includes("--fix");
const checks = [
  ["database client", "npm run --silent generate -w @journeyman/prisma"],
  ["formatting", `npx biome check ${fix ? "--write" : ""} .`],
  ["types", "npx turbo run typecheck --output-logs=errors-only --log-order=grouped && npx tsc --noEmit"],
  ["lint, type-aware", "npx oxlint --type-aware --deny-warnings --quiet"],
  ["import boundaries and cycles", "node --import tsx scripts/check/imports.ts"],
  ["generated registries", "node scripts/generate-node-registries.mjs --check"],
  ["unused code", "npx knip --no-progress"],
];

const failed = [];
for (const [name, command] of checks) {
  const since = Date.now();
  console.log(`… ${name}`);
  const { status } = spawnSync(command, { cwd: root, stdio: "inherit", shell: true, env: { ...process.env, ...quiet } });
  console.log(`${status === 0 ? "✓" : "✗"} ${name} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}. Formatting and import order are put right by npm run check -- --fix.`);
  process.exit(1);
}
