import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimHome, forgetRun, recordRun } from "./leftovers.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journeyman-run-"));
  file = join(folder, "run.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const supervisor = () => (JSON.parse(readFileSync(file, "utf8")) as { supervisor: number }).supervisor;

test("a second start is refused, and leaves the first one's file alone", async () => {
  const first = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "scripts/start/main.ts"], { stdio: "ignore" });
  await new Promise((resolve) => first.once("spawn", resolve));
  try {
    writeFileSync(file, JSON.stringify({ supervisor: first.pid, groups: [] }));
    expect(() => claimHome(file, () => undefined)).toThrow("already runs");
    forgetRun(file);
    expect(supervisor()).toBe(first.pid);
  } finally {
    first.kill("SIGKILL");
  }
});

test("a home is claimed before anything starts, and given back at the end", () => {
  writeFileSync(file, JSON.stringify({ supervisor: 2 ** 30, groups: [] }));
  claimHome(file, () => undefined);
  expect(supervisor()).toBe(process.pid);
  forgetRun(file);
  expect(existsSync(file)).toBe(false);
});

test("a home that is deleted meanwhile does not end the product", () => {
  rmSync(folder, { recursive: true });
  expect(() => recordRun(file, [])).not.toThrow();
});
