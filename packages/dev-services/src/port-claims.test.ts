import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimPort } from "./port-claims.ts";

test("a port that somebody alive was given is not given again; one of a process that is gone is", () => {
  const folder = mkdtempSync(join(tmpdir(), "journeyman-ports-"));
  const file = join(folder, "journeyman-port-3000");
  writeFileSync(file, String(process.ppid));
  expect(claimPort(3000, folder)).toBe(false);
  writeFileSync(file, String(2 ** 30));
  expect(claimPort(3000, folder)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(String(process.pid));
  expect(claimPort(3000, folder)).toBe(false);
  rmSync(folder, { recursive: true });
});
