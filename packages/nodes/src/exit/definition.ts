import { noReads } from "@journeyman/expressions";
import { defineNode, field } from "@journeyman/node-kit";
import { z } from "zod";

export const exitSettings = z.strictObject({
  reason: z
    .string()
    .max(60)
    .default("")
    .meta(field("text", { title: "Counted as", description: "Names this end in the numbers.", placeholder: "bought" })),
});

export type ExitSettings = z.output<typeof exitSettings>;

export const exitDefinition = defineNode<ExitSettings>({
  kind: "exit",
  version: 1,
  family: "exit",
  label: "End",
  about: "End the journey here, with a reason.",
  icon: "circle-stop",
  settings: exitSettings,
  survives: "end",
  ports: () => [],
  initial: () => ({ reason: "finished" }),
  sentence: ({ reason }) => (reason.trim() === "" ? "Ends here" : `Ends here, counted as ${reason}`),
  title: ({ reason }) => (reason.trim() === "" ? "End" : `End: ${reason}`),
  words: ["end", "exit", "stop", "finish"],
  phrase(text) {
    const match = /^(?:end|exit|stop|finish)(?:\s+(?:as\s+|counted as\s+)?(.{1,60}))?$/i.exec(text.trim());
    if (!match) return undefined;
    const reason = match[1]?.trim() ?? "finished";
    return { settings: { reason }, reading: `End, counted as ${reason}` };
  },
  check: ({ reason }) =>
    reason.trim() === ""
      ? [{ path: "reason", severity: "error", code: "no-reason", message: "Say what this end is counted as, such as “bought”." }]
      : [],
  reads: () => noReads,
});
