import { errorCodes, isJourneymanError, JourneymanError } from "@journeyman/core";
import { z } from "zod";
import { iso } from "../schemas/common.ts";

/** RFC 9457. `problems` names each field that is wrong; `code` is stable, `detail` is a sentence for people. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(errorCodes) as [keyof typeof errorCodes]),
    detail: z.string(),
    problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    context: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

const titles: Partial<Record<keyof typeof errorCodes, string>> = {
  invalid: "The input is not valid",
  unauthenticated: "Nobody is signed in",
  forbidden: "The right is missing",
  not_found: "Not found",
  stale_revision: "Somebody was faster",
  in_use: "Still in use",
  unprocessable: "It cannot be done as it stands",
  rate_limited: "Too many requests",
  unavailable: "Not available now",
};

/** Times as everywhere in the API. */
function shown({ updatedAt, ...context }: JourneymanError["context"]): Record<string, unknown> {
  return typeof updatedAt === "number" ? { ...context, updatedAt: iso(updatedAt) } : context;
}

/** The one place where an error becomes HTTP. What we did not foresee says nothing of its inside; the log has it under the request's id. */
export function problemOf(error: unknown, requestId: string): z.infer<typeof problemSchema> {
  const known = isJourneymanError(error)
    ? error
    : new JourneymanError("internal", "Something went wrong on our side. Nothing you sent was lost from your screen; try again.");
  return {
    type: "about:blank",
    title: titles[known.code] ?? known.code,
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.problems.length > 0 ? { problems: [...known.problems] } : {}),
    ...(known.code === "stale_revision" || known.code === "in_use" ? { context: shown(known.context) } : {}),
    requestId,
  };
}
