import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { machineKey, quickAdd } from "@journeyman/node-kit";
import { expect, test } from "vitest";
import { canvasRegistry } from "./canvas.generated.ts";
import { machineRegistry } from "./machine.generated.ts";

test("the registries are what the folders say", () => {
  const script = fileURLToPath(new URL("../../../scripts/generate-node-registries.mjs", import.meta.url));
  expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
});

test("each kind stands under its own name and has a step of its version", () => {
  expect(Object.keys(canvasRegistry)).toEqual(["branch", "delay", "email", "exit", "sms", "wait-for"]);
  for (const [kind, definition] of Object.entries(canvasRegistry)) {
    expect(definition.kind).toBe(kind);
    expect(Object.keys(machineRegistry)).toContain(machineKey(kind, definition.version));
  }
});

test.each([
  ["wait 1h", "delay", "Wait 1 hour"],
  ["wait for 2 days", "delay", "Wait 2 days"],
  ["delay 20 min", "delay", "Wait 20 minutes"],
  ["wait for Order Completed 1h", "wait-for", "Wait for Order Completed, up to 1 hour"],
  ["wait for Order Completed, up to 2 days", "wait-for", "Wait for Order Completed, up to 2 days"],
  ["wait until Order Completed", "wait-for", "Wait for Order Completed, up to 1 hour"],
  ["email", "email", "E-mail"],
  ["E-mail cart-reminder", "email", "E-mail cart-reminder"],
  ["send an email", "email", "E-mail"],
  ["sms", "sms", "SMS"],
  ["text message", "sms", "SMS"],
  ["if country = DE", "branch", "If Country is DE"],
  ["if properties.total >= 100", "branch", "If Total is at least 100"],
  ["if plan is not free", "branch", "If Plan is not free"],
  ["if email is known", "branch", "If Email is known"],
  ["exit bought", "exit", "End, counted as bought"],
  ["end", "exit", "End, counted as finished"],
])("typing “%s” adds %s: %s", (text, kind, reading) => {
  const [first] = quickAdd(canvasRegistry, text);
  expect(first).toMatchObject({ kind, reading, exact: true });
  expect(canvasRegistry[kind]?.settings.safeParse(first?.settings).success).toBe(true);
});

test("a beginning finds what it may become, and nonsense finds nothing", () => {
  expect(quickAdd(canvasRegistry, "wa").map((one) => one.kind)).toEqual(["delay", "wait-for"]);
  expect(quickAdd(canvasRegistry, "if").map((one) => one.kind)).toEqual(["branch"]);
  expect(quickAdd(canvasRegistry, "fly to the moon")).toEqual([]);
  expect(quickAdd(canvasRegistry, "  ")).toEqual([]);
});
