import { durationProblem, isDuration } from "@journeyman/core";
import { filterSchema, messageStates } from "@journeyman/expressions";
import { field } from "@journeyman/node-kit";
import { z } from "zod";

const eventSubject = z.strictObject({
  event: z
    .string()
    .max(200)
    .meta(field("event", { title: "Event" })),
  where: filterSchema.optional().meta(field("filter", { title: "Where" })),
});
const messageSubject = z.strictObject({ message: z.string().max(60), state: z.enum(messageStates) });
const segmentSubject = z.strictObject({ segment: z.string().max(200), change: z.enum(["entered", "left"]) });

const subjectSchema = z.union([eventSubject, messageSubject, segmentSubject], {
  error: "must name an event, a message of this journey with a state, or a segment with a change",
});

export const waitForSettings = z.strictObject({
  any: z
    .record(z.string().max(60), subjectSchema)
    .meta(field("subjects", { title: "The first of", description: "Each leads on by a way out of its own." })),
  for: z
    .string()
    .refine(isDuration, { error: (issue) => durationProblem(issue.input) })
    .meta(field("duration", { title: "For at most", description: "Then people leave by the timeout." })),
  since: z
    .enum(["here", "entry"])
    .default("here")
    .meta(
      field("choice", {
        title: "Counting from",
        choices: { here: "When the person comes to this step", entry: "When the person entered the journey" },
        advanced: true,
      }),
    ),
});

export type WaitForSettings = z.output<typeof waitForSettings>;
export type Subject = z.output<typeof subjectSchema>;

/** Ordered by name: a JSON object loses its order in a database, so none may be seen in it. */
export function subjectsOf(settings: WaitForSettings): [name: string, subject: Subject][] {
  return Object.entries(settings.any).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
