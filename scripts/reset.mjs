#!/usr/bin/env node
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { root } from "./bootstrap.mjs";

const home = resolve(process.env.JOURNEYMAN_HOME ?? join(root, ".journeyman"));
if (!existsSync(home)) {
  console.log(`There is nothing to clear: ${home} does not exist.`);
  process.exit(0);
}
const databases = read("databases.json");
const postgres = [...new Set([join(home, "postgres"), databases.folder].filter((folder) => folder && existsSync(folder)))];
if (isAlive(read("run.json").supervisor)) {
  console.error("Journeyman is running from this folder. End it with Ctrl-C first, then run this again.");
  process.exit(1);
}
for (const folder of postgres) {
  const pid = postmaster(folder);
  if (!isAlive(pid)) continue;
  console.error(
    `The embedded Postgres still runs (process ${pid}, by ${join(folder, "postmaster.pid")}). End it first, then run this again.`,
  );
  process.exit(1);
}
const keepsKeys = existsSync(join(home, "keys.json")) && hasOtherDatabase();
console.log(
  `This deletes ${home}: the embedded database with all people, journeys and messages, Temporal's file, logs${keepsKeys ? "." : ", and the keys that encrypt contacts."}`,
);
if (keepsKeys) {
  console.log(
    `${join(home, "keys.json")} is kept: a database that is not the embedded one was used with it (DATABASE_URL), is not touched, and cannot be read without these keys. demo.json, how to sign in to the demo there, is kept too. Delete both yourself when that database is gone.`,
  );
}
if (!process.argv.includes("--yes")) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Type "reset" to go on: ');
  terminal.close();
  if (answer.trim() !== "reset") {
    console.log("Nothing was deleted.");
    process.exit(1);
  }
}
for (const folder of postgres) rmSync(folder, { recursive: true, force: true });
if (keepsKeys) {
  const kept = /^(keys|databases|demo(\.[0-9a-f-]{36})?)\.json$/;
  for (const name of readdirSync(home)) if (!kept.test(name)) rmSync(join(home, name), { recursive: true, force: true });
} else rmSync(home, { recursive: true, force: true });
console.log("Cleared. npm start makes everything anew.");

/** Whether these keys may be the only ones to data that we do not delete. In doubt, they are. */
function hasOtherDatabase() {
  if (process.env.DATABASE_URL || databases.external || postgres.length === 0) return true;
  const { database } = read("dev.json");
  return database !== undefined && !/^postgresql:\/\/journeyman:journeyman@127\.0\.0\.1:\d+\/postgres$/.test(database);
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(home, name), "utf8"));
  } catch {
    return {};
  }
}

function postmaster(folder) {
  const file = join(folder, "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's, but alive.
    return error.code === "EPERM";
  }
}
