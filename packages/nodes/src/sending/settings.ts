import { durationProblem, isDuration } from "@journeyman/core";
import { field } from "@journeyman/node-kit";
import { z } from "zod";

/** What every step that sends has in common: `email`, `sms`. */
export const sendingShape = {
  topic: z
    .string()
    .max(100)
    .optional()
    .meta(
      field("topic", {
        title: "Topic",
        description: "People who refused it are skipped. A template approved as transactional needs none.",
      }),
    ),
  expires: z
    .string()
    .refine(isDuration, { error: (issue) => durationProblem(issue.input) })
    .optional()
    .meta(
      field("duration", {
        title: "Expires after",
        description: "If it could not be sent by then, it is not sent any more.",
        advanced: true,
      }),
    ),
  quietHours: z
    .enum(["hold", "skip"])
    .default("hold")
    .meta(
      field("choice", {
        title: "In quiet hours",
        choices: { hold: "Wait until they end", skip: "Do not send" },
        advanced: true,
      }),
    ),
};

export function templateField(channel: string) {
  return z
    .string()
    .max(100)
    .default("")
    .meta(field("template", { title: "Template", channel }));
}

export type SendingSettings = {
  template: string;
  topic?: string | undefined;
  expires?: string | undefined;
  quietHours: "hold" | "skip";
  overrides?: { subject?: string | undefined } | undefined;
};

export const sendingPorts = [
  { name: "done", label: "Sent" },
  { name: "skipped", label: "Not sent" },
  { name: "failed", label: "Failed" },
] as const;

/** People who were not written to go on with everyone else unless something else hangs there. */
export const sendingFollows = { skipped: "done", failed: "done" } as const;
