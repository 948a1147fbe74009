import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { compilePattern, patternProblem } from "./pattern.ts";

vi.setConfig({ testTimeout: 60_000 });

const letter = fc.constantFrom("a", "b", "c", "1", " ", "é", "\n", "😀", "_", "-", "B");

/** Patterns of the subset, small enough that JavaScript's own engine answers them at once. */
const pattern: fc.Arbitrary<string> = fc.letrec<{ choice: string; sequence: string; part: string }>((tie) => ({
  choice: fc.array(tie("sequence"), { minLength: 1, maxLength: 2 }).map((all) => all.join("|")),
  sequence: fc.array(tie("part"), { maxLength: 3 }).map((all) => all.join("")),
  part: fc.oneof(
    { maxDepth: 2, depthIdentifier: "part" },
    fc.constantFrom("a", "b", "c", "1", "é", "😀", ".", "\\d", "\\w", "\\S", "[a-c]", "[^a]", "[\\d_]", "^", "$", "\\.", "B"),
    fc
      .tuple(fc.constantFrom("a", "[ab]", ".", "\\w"), fc.constantFrom("*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "+?"))
      .map(([one, many]) => one + many),
    tie("choice").map((inner) => `(${inner})`),
    tie("choice").map((inner) => `(?:${inner})?`),
    fc.tuple(tie("choice"), fc.constantFrom("*", "+", "{1,2}")).map(([inner, many]) => `(?:${inner})${many}`),
  ),
})).choice;

test("a pattern finds what JavaScript's engine finds", () => {
  fc.assert(
    fc.property(pattern, fc.array(letter, { maxLength: 6 }), fc.boolean(), (source, letters, ignoreCase) => {
      const text = letters.join("");
      const ours = ignoreCase ? `(?i)${source}` : source;
      // Now and then one grows past what is taken.
      fc.pre(!/longer than|too large/.test(patternProblem(ours) ?? ""));
      const expected = new RegExp(source, ignoreCase ? "iu" : "u").test(text);
      expect(compilePattern(ours).test(text), JSON.stringify([source, text])).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["(a+)+$", `${"a".repeat(1900)}b`],
  ["(a|a)*$", `${"a".repeat(1900)}b`],
  ["(?:a?){30}a{30}", "a".repeat(1900)],
  ["(.*)*x", "a".repeat(1999)],
  ["(?:a?){90}(?:b?){50}c", "a".repeat(1999)],
])("%s takes no longer on a hostile text", (source, text) => {
  const started = performance.now();
  compilePattern(source).test(text);
  expect(performance.now() - started).toBeLessThan(3000);
});

test.each([
  ["(?=a)", /Look-ahead/],
  ["(?<!a)b", /Look-ahead/],
  ["(?<name>a)", /Look-ahead/],
  ["(a)\\1", /References/],
  ["\\bword", /Word borders/],
  ["\\p{L}", /not known/],
  ["a**", /follow each other/],
  ["*a", /nothing for \* to repeat/],
  ["^*", /cannot be repeated/],
  ["(a", /not closed/],
  ["a)", /closes no group/],
  ["[a", /not closed/],
  ["[]", /empty/],
  ["[z-a]", /range/],
  ["a{5,2}", /ends before/],
  ["a{101}", /100 at most/],
  ["(?:a{100}){100}", /too large/],
  ["a{", /must begin a repetition/],
  ["\\", /ends in a/],
  ["x".repeat(201), /longer than 200/],
  ["(".repeat(30), /deeper/],
])("%s is refused in words", (source, why) => {
  expect(patternProblem(source)).toMatch(why);
});

test("whatever is written, it is compiled or refused with a sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from("ab\\[](){}|*+?^$.-,1dw😀")) }), (source) => {
      const problem = patternProblem(source);
      if (problem === undefined) expect(typeof compilePattern(source).test("ab1")).toBe("boolean");
      else expect(problem).toMatch(/[.]$/);
    }),
    { numRuns: 2000 },
  );
});
