#!/usr/bin/env node
// All tests: installs what is missing, checks, unit and integration tests on a real Postgres and Temporal, the proof with real orders, browser tests.
// Parts by name: npm test -- unit integration …
import { spawnSync } from "node:child_process";
import { install, quiet, requireNode, root } from "./bootstrap.mjs";

const parts = {
  check: { what: "formatting, types, lint, boundaries, unused code", command: "node scripts/check.mjs" },
  unit: { what: "tests that need no service", command: "npx vitest run --project unit" },
  integration: { what: "tests on a real Postgres and Temporal", command: "npx vitest run --project integration" },
  proof: { what: "the first 2,000 real orders of a shop", command: "node --import tsx scripts/proof-orders.ts --limit 2000" },
  browser: { what: "the whole job in a real browser", command: "node --import tsx e2e/src/run.ts" },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". The parts are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

requireNode();
install();
spawnSync("npm", ["run", "--silent", "generate", "-w", "@journeyman/prisma"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
});

const results = [];
for (const [name, { what, command }] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const since = Date.now();
  console.log(`\n── ${name}: ${what}`);
  const { status } = spawnSync(command, { cwd: root, stdio: "inherit", shell: true, env: { ...process.env, ...quiet } });
  results.push({ name, passed: status === 0, seconds: (Date.now() - since) / 1000 });
}

console.log("");
for (const { name, passed, seconds } of results)
  console.log(`${passed ? "✓" : "✗"} ${name.padEnd(12)} ${seconds.toFixed(0).padStart(5)} s`);
const failed = results.filter(({ passed }) => !passed).length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
