#!/usr/bin/env node
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { root } from "./bootstrap.mjs";

const home = resolve(process.env.JOURNEYMAN_HOME ?? join(root, ".journeyman"));
if (!existsSync(home)) {
  console.log(`There is nothing to clear: ${home} does not exist.`);
  process.exit(0);
}
if (isRunning()) {
  console.error("Journeyman is running from this folder. End it with Ctrl-C first, then run this again.");
  process.exit(1);
}
console.log(
  `This deletes ${home}: the embedded database with all people, journeys and messages, Temporal's file, logs, and the keys that encrypt contacts.`,
);
if (process.env.DATABASE_URL) console.log("The database that DATABASE_URL names is not touched.");
if (!process.argv.includes("--yes")) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Type "reset" to go on: ');
  terminal.close();
  if (answer.trim() !== "reset") {
    console.log("Nothing was deleted.");
    process.exit(1);
  }
}
rmSync(home, { recursive: true, force: true });
console.log("Cleared. npm start makes everything anew.");

function isRunning() {
  try {
    const { supervisor } = JSON.parse(readFileSync(join(home, "run.json"), "utf8"));
    process.kill(supervisor, 0);
    return true;
  } catch {
    return false;
  }
}
