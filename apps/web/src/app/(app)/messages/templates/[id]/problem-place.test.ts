import { expect, test } from "vitest";
import type { TemplateProblem } from "@/lib/api-types.ts";
import { placeOfProblem } from "./problem-place.ts";

const problem = (path: string, line?: number) =>
  ({ path, severity: "error", code: "liquid", message: "It does not parse.", ...(line === undefined ? {} : { line }) }) as TemplateProblem;

test("a problem is placed by part and line, in words", () => {
  expect(placeOfProblem(problem("html:12:5", 12))).toBe("HTML, line 12");
  expect(placeOfProblem(problem("subject"))).toBe("Subject");
});
