import { durationProblem, isDuration } from "@journeyman/core";
import { durationWords, noReads, readDurationWords } from "@journeyman/expressions";
import { defineNode, field } from "@journeyman/node-kit";
import { z } from "zod";
import { checkWaitTime } from "../waiting/check.ts";

export const delaySettings = z.strictObject({
  for: z
    .string()
    .refine(isDuration, { error: (issue) => durationProblem(issue.input) })
    .meta(
      field("duration", {
        title: "Wait",
        description: "Hours and minutes are elapsed time; days, weeks and months follow the person's calendar.",
      }),
    ),
});

export type DelaySettings = z.output<typeof delaySettings>;

export const delayDefinition = defineNode<DelaySettings>({
  kind: "delay",
  version: 1,
  family: "wait",
  label: "Wait",
  about: "Wait for a while.",
  icon: "clock",
  settings: delaySettings,
  survives: "wait",
  ports: () => [{ name: "done", label: "Then" }],
  initial: () => ({ for: "P1D" }),
  sentence: (settings) => `Wait ${durationWords(settings.for)}`,
  title: (settings) => `Wait ${durationWords(settings.for)}`,
  words: ["wait", "delay", "pause"],
  phrase(text) {
    const match = /^(?:wait|delay|pause)\s+(?:for\s+)?(.+)$/i.exec(text.trim());
    const duration = match?.[1] === undefined ? undefined : readDurationWords(match[1]);
    return duration === undefined ? undefined : { settings: { for: duration }, reading: `Wait ${durationWords(duration)}` };
  },
  waits: (settings) => ({ path: "for", for: settings.for }),
  check: (settings) => checkWaitTime(settings.for, "for"),
  reads: () => noReads,
});
