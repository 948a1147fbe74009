import { JourneymanError, type Problem } from "@journeyman/core";
import type { z } from "zod";
import { expressionSchema } from "./schema.ts";
import type { Expression } from "./tree.ts";

/** How deep a document may nest: deeper ones would overflow a stack, and nobody draws them. */
export const deepestNesting = 40;

/** Whether a JSON value nests deeper than `limit`. Does not recurse, so it is safe on hostile input. */
export function nestsDeeperThan(value: unknown, limit = deepestNesting): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (item !== null && typeof item === "object" ? Object.values(item) : []));
  }
  return false;
}

/**
 * What zod found, as sentences with paths (`cases.0.if.gte`). Where nothing in a union fits, it speaks of the variant that was meant: the one
 * whose own keys are there.
 */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  const seen = new Set<string>();
  return error.issues
    .flatMap((issue) => flatten(issue, [], input))
    .filter((problem) => {
      const key = `${problem.path} ${problem.message}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    });
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function flatten(issue: Issue, prefix: Path, input: unknown): Problem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "invalid_union") {
    const meant = variantMeant(issue.errors, path, input);
    if (meant) return meant.flatMap((inner) => flatten(inner, path, input));
  }
  if (issue.code === "invalid_key") return issue.issues.slice(0, 1).flatMap((inner) => flatten({ ...inner, path: [] }, path, input));
  return [{ path: path.map(String).join("."), message: sentence(issue, at(input, path)) }];
}

/** The variant the input comes closest to; none when two are as close, or when it is not even of their type. */
function variantMeant(variants: readonly (readonly Issue[])[], path: Path, input: unknown): readonly Issue[] | undefined {
  const ranked = variants.map((issues) => ({ issues, distance: distance(issues, path, input) })).sort((a, b) => a.distance - b.distance);
  const [nearest, second] = ranked;
  if (!nearest || nearest.distance === Number.POSITIVE_INFINITY || nearest.distance === second?.distance) return undefined;
  return nearest.issues;
}

/** A key that is not known tells more than one that is missing, and that more than a value that is wrong. */
function distance(issues: readonly Issue[], path: Path, input: unknown): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) return sum + 100 * issue.keys.length;
    if (issue.path.length === 0) return Number.POSITIVE_INFINITY;
    return sum + (at(input, [...path, ...issue.path]) === undefined ? 10 : 1);
  }, 0);
}

function at(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** What zod says when a schema has no words of its own. */
const zodsOwn = /^(Invalid|Too|Unrecognized)/;

function sentence(issue: Issue, value: unknown): string {
  if (!zodsOwn.test(issue.message)) return /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.length === 1
      ? `does not know "${issue.keys[0]}"; remove it.`
      : `does not know ${issue.keys.map((key) => `"${key}"`).join(", ")}; remove them.`;
  }
  if (issue.code === "invalid_type")
    return value === undefined
      ? `is missing; it must be ${nouns[issue.expected] ?? issue.expected}.`
      : `must be ${nouns[issue.expected] ?? issue.expected}.`;
  if (issue.code === "invalid_value") return `must be ${issue.values.map((one) => JSON.stringify(one)).join(" or ")}.`;
  if (issue.code === "too_big") return `is too long or too large; at most ${String(issue.maximum)}.`;
  if (issue.code === "too_small") return `is too short or too small; at least ${String(issue.minimum)}.`;
  return `${issue.message}.`;
}

const nouns: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  nonoptional: "given",
};

/** Reads an expression from JSON. Throws `invalid` with every problem. */
export function parseExpression(json: unknown): Expression {
  if (nestsDeeperThan(json))
    throw new JourneymanError("invalid", `The condition nests deeper than ${deepestNesting} levels; make it flatter.`);
  const parsed = expressionSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, json);
  const first = problems[0];
  throw new JourneymanError("invalid", `The condition cannot be read: ${first?.path || "it"} ${first?.message ?? ""}`, { problems });
}
