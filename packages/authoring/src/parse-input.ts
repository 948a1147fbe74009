import { JourneymanError } from "@journeyman/core";
import { problemsOf } from "@journeyman/expressions";
import type { z } from "zod";
import { assertStorable } from "./storable.ts";

/** Reads an input by its schema; `part` says what it is ("body"). Throws `invalid` with every problem, in sentences with paths. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, part = "input"): T {
  assertStorable(input, part);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = problemsOf(result.error, input).map((problem) => ({ ...problem, path: problem.path || part }));
  const [first] = problems;
  throw new JourneymanError("invalid", first ? sentence(first) : `The ${part} cannot be read.`, { problems });
}

/** Some say it with the path as their subject ("is missing"), some are whole sentences. */
function sentence({ path, message }: { path: string; message: string }): string {
  return /^[a-z]/.test(message) ? `${path} ${message}` : `${path}: ${message}`;
}
