import { JourneymanError } from "@journeyman/core";
import type { z } from "zod";

/** Reads an input by its schema. Throws `invalid` with one problem a field, in sentences. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
  const [first] = problems;
  throw new JourneymanError("invalid", first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "The input cannot be read.", {
    problems,
  });
}
