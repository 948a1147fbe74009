import type { CheckContext } from "@journeyman/node-kit";
import { nodeContract, stepContext } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { type EmailSettings, emailDefinition } from "./definition.ts";
import { emailStep } from "./step.ts";

const settings: EmailSettings = { template: "cart-reminder", topic: "offers", quietHours: "hold" };
const names = {
  template: (key: string) => (key === "cart-reminder" ? "Cart reminder" : key),
  topic: (key: string) => (key === "offers" ? "Offers" : key),
  node: (id: string) => id,
};

nodeContract(emailDefinition, emailStep, [
  settings,
  { template: "a", quietHours: "skip", expires: "PT6H", overrides: { subject: "Hello" } },
]);

test("the card says template and topic by their names", () => {
  expect(emailDefinition.sentence(settings, names)).toBe("E-mail Cart reminder, topic Offers");
  expect(emailDefinition.sentence({ ...settings, expires: "PT6H", quietHours: "skip" }, names)).toBe(
    "E-mail Cart reminder, topic Offers, expires after 6 hours, not in quiet hours",
  );
  expect(emailDefinition.sentence(emailDefinition.initial(), names)).toBe("E-mail, no template yet");
});

const template = {
  key: "cart-reminder",
  name: "Cart reminder",
  channel: "email",
  published: true,
  transactional: false,
  archived: false,
  variables: [],
};
const workspace: CheckContext = {
  nodes: [],
  templates: [template],
  topics: [{ key: "offers", name: "Offers", archived: false }],
  channels: [{ channel: "email", ready: true }],
};
const codes = (given: EmailSettings, context: CheckContext = workspace) =>
  emailDefinition.check(given, context).map((one) => `${one.path}: ${one.code}`);

test("nothing is wrong with a published template and an open topic", () => {
  expect(codes(settings)).toEqual([]);
});

test.each<[string, EmailSettings, CheckContext]>([
  ["template: no-template", { ...settings, template: "" }, workspace],
  ["template: unknown-template", { ...settings, template: "gone" }, workspace],
  ["template: archived-template", settings, { ...workspace, templates: [{ ...template, archived: true }] }],
  ["template: other-channel", settings, { ...workspace, templates: [{ ...template, channel: "sms" }] }],
  ["template: unpublished-template", settings, { ...workspace, templates: [{ ...template, published: false }] }],
  ["topic: no-topic", { template: "cart-reminder", quietHours: "hold" }, workspace],
  ["topic: unknown-topic", { ...settings, topic: "gone" }, workspace],
  ["topic: archived-topic", settings, { ...workspace, topics: [{ key: "offers", name: "Offers", archived: true }] }],
  ["expires: duration", { ...settings, expires: "P1M" }, workspace],
  [": no-provider", settings, { ...workspace, channels: [] }],
])("%s", (expected, given, context) => {
  expect(codes(given, context)).toEqual([expected]);
});

test("without a topic the template must be transactional; the only topic is one click away", () => {
  const without: EmailSettings = { template: "cart-reminder", quietHours: "hold" };
  expect(codes(without, { ...workspace, templates: [{ ...template, transactional: true }] })).toEqual([]);
  expect(emailDefinition.check(without, workspace)[0]?.mend).toEqual({ label: "Use Offers", settings: { ...without, topic: "offers" } });
});

test("it asks for one message and goes on by its outcome", () => {
  const since = Date.parse("2026-11-24T10:00:00Z");
  const context = stepContext<EmailSettings>({ ...settings, expires: "PT6H" }, { since });
  expect(emailStep.enter(context)).toEqual({
    do: "stay",
    message: { channel: "email", template: "cart-reminder", topic: "offers", expiresAt: since + 6 * 3600_000, quietHours: "hold" },
    because: { reason: "message" },
  });
  expect(
    emailStep.resume?.(context, { kind: "message", result: { outcome: "skipped", state: "suppressed", reason: "topic-refused" } }),
  ).toEqual({
    do: "go",
    port: "skipped",
    because: { reason: "topic-refused", detail: { state: "suppressed" } },
  });
  expect(emailStep.resume?.(context, { kind: "message", result: { outcome: "done", state: "unknown" } })).toMatchObject({
    port: "done",
    because: { reason: "unknown" },
  });
});
