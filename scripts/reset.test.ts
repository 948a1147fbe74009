import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "journeyman-reset-"));
  write("keys.json", {});
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, content: object) => writeFileSync(join(home, name), JSON.stringify(content));
const embedded = { database: "postgresql://journeyman:journeyman@127.0.0.1:5433/postgres" };
const has = (name: string) => existsSync(join(home, name));

function reset(): { status: number | null; output: string } {
  const { DATABASE_URL: _, ...env } = process.env;
  const script = fileURLToPath(new URL("./reset.mjs", import.meta.url));
  const result = spawnSync(process.execPath, [script, "--yes"], { env: { ...env, JOURNEYMAN_HOME: home }, encoding: "utf8" });
  return { status: result.status, output: result.stdout + result.stderr };
}

test("with the embedded database everything goes", () => {
  mkdirSync(join(home, "postgres"));
  write("dev.json", embedded);
  expect(reset().status).toBe(0);
  expect(existsSync(home)).toBe(false);
});

test("a running start is left alone, and so is a Postgres that runs without one", () => {
  mkdirSync(join(home, "postgres"));
  write("run.json", { supervisor: process.pid });
  expect(reset().status).toBe(1);
  rmSync(join(home, "run.json"));
  writeFileSync(join(home, "postgres/postmaster.pid"), `${process.pid}\n${home}\n`);
  const { status, output } = reset();
  expect(status).toBe(1);
  expect(output).toContain(String(process.pid));
  expect(has("keys.json")).toBe(true);
});

test("the keys of a database that is not ours to clear are kept, however often", () => {
  mkdirSync(join(home, "postgres"));
  write("demo.json", {});
  const aside = "demo.0198b0a0-0000-7000-8000-000000000000.json";
  write(aside, {});
  write("dev.json", { database: "postgresql://somebody@db.example/journeyman" });
  for (let times = 0; times < 2; times++) {
    const { status, output } = reset();
    expect(status).toBe(0);
    expect(output).toContain("keys.json is kept");
    expect(has("keys.json")).toBe(true);
    // How to sign in to the demo there; without it the next start would make the same accounts again.
    expect([has("demo.json"), has(aside)]).toEqual([true, true]);
    expect(has("postgres")).toBe(false);
    expect(has("dev.json")).toBe(false);
  }
});

test("they are kept too when a later start used the embedded one, or none came to its end", () => {
  write("databases.json", { external: true });
  write("dev.json", embedded);
  reset();
  expect(has("keys.json")).toBe(true);
  rmSync(join(home, "databases.json"), { force: true });
  reset();
  expect(has("keys.json")).toBe(true);
});

test("data that lie outside the home go with it", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "journeyman-elsewhere-"));
  const folder = join(elsewhere, "postgres");
  mkdirSync(folder);
  write("databases.json", { folder });
  reset();
  expect(existsSync(folder)).toBe(false);
  expect(has("keys.json")).toBe(false);
  rmSync(elsewhere, { recursive: true, force: true });
});
