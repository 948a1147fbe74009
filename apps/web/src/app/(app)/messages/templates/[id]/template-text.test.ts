import { expect, test } from "vitest";
import type { Template } from "@/lib/api-types.ts";
import { readBackup } from "@/lib/save/autosave.ts";
import { asPlainText, readText, storedText } from "./template-text.ts";

const template: Template = {
  id: "tpl_1",
  key: "welcome",
  name: "Welcome",
  channel: "email",
  transactional: false,
  publishedVersion: null,
  changed: true,
  updatedAt: "2026-05-12T12:00:00Z",
  updatedBy: { id: "usr_1", name: "Marta" },
  usedBy: [],
  archivedAt: null,
  draft: { subject: "Hello", html: "<p>Hello</p>" },
  revision: 3,
  problems: [],
};
const stored = storedText(template);
const mine = { name: "Welcome", content: { subject: "Hello!", html: "<p>Hello</p>" } };

test("what this browser kept is read only with all the parts that the channel has", () => {
  expect(readText("email")(mine)).toEqual(mine);
  expect(readText("sms")(mine)).toBeUndefined();
  expect(readText("email")({ name: "Welcome", content: { subject: "Hello" } })).toBeUndefined();
  expect(readText("email")(null)).toBeUndefined();
});

test("text that did not reach the server comes back, and meets what another saved since as a conflict", () => {
  const backup = { revision: 3, base: stored.document, document: mine };
  expect(readBackup(backup, stored)).toEqual({ kind: "bring-back", document: mine });
  const theirs = storedText({ ...template, revision: 4, draft: { subject: "Hi", html: "" }, updatedBy: { id: "usr_2", name: "Jonas" } });
  expect(readBackup(backup, theirs)).toMatchObject({ kind: "conflict", conflict: { mine, theirs: { by: "Jonas" } } });
});

test("the clipboard gets the subject with the text", () => {
  expect(asPlainText(mine.content)).toBe("Subject: Hello!\n\n\n<p>Hello</p>\n");
});
