import { expect, test } from "vitest";
import { mergeTexts } from "./merge-texts.ts";
import type { TemplateText } from "./template-text.ts";

const base: TemplateText = { name: "Welcome", content: { subject: "Hello", html: "<p>Hello</p>" } };
const email = (change: Record<string, string>, name = "Welcome"): TemplateText => ({ name, content: { ...base.content, ...change } });
const conflict = (mine: TemplateText, theirs: TemplateText, from = base) => ({
  base: from,
  mine,
  theirs: { document: theirs, revision: 4, by: "Jonas", at: "2026-05-12T12:00:00Z" },
});

test("a paragraph of theirs and a subject of mine are both kept, and nothing is asked", () => {
  const merged = mergeTexts(conflict(email({ subject: "Hi" }), email({ html: "<p>Hello</p><p>More</p>" })));
  expect(merged).toEqual({ text: email({ subject: "Hi", html: "<p>Hello</p><p>More</p>" }), clashes: [], fromThem: ["html"] });
});

test("what both changed alike is taken once", () => {
  const alike = email({ subject: "Hi" }, "Hello mail");
  expect(mergeTexts(conflict(alike, alike))).toEqual({ text: alike, clashes: [], fromThem: [] });
});

test("only what both changed differently is asked about; the rest is joined whatever is chosen", () => {
  const both = conflict(email({ subject: "Mine", preheader: "Look" }), email({ subject: "Theirs", text: "Plain" }, "Welcome mail"));
  expect(mergeTexts(both)).toEqual({
    text: email({ subject: "Mine", preheader: "Look", text: "Plain" }, "Welcome mail"),
    clashes: [{ part: "subject", base: "Hello", mine: "Mine", theirs: "Theirs" }],
    fromThem: ["name", "text"],
  });
  expect(mergeTexts(both, { subject: "theirs" }).text).toEqual(
    email({ subject: "Theirs", preheader: "Look", text: "Plain" }, "Welcome mail"),
  );
});

test("a part that one side emptied is a change like any other", () => {
  const old = email({ preheader: "Look" });
  expect(mergeTexts(conflict(email({ preheader: "" }), old, old)).text).toEqual(email({ preheader: "" }));
  expect(mergeTexts(conflict(email({ preheader: "" }), base)).clashes).toEqual([]);
});

test("the text of an SMS, too", () => {
  const sms = (text: string, name = "Code"): TemplateText => ({ name, content: { text } });
  expect(mergeTexts(conflict(sms("Mine"), sms("A", "Your code"), sms("A"))).text).toEqual(sms("Mine", "Your code"));
});
