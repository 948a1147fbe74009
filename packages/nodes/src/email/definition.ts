import { noReads } from "@journeyman/expressions";
import { defineNode, field } from "@journeyman/node-kit";
import { z } from "zod";
import { checkSending } from "../sending/check.ts";
import { sendingFollows, sendingPorts, sendingShape, templateField } from "../sending/settings.ts";
import { sendingPhrase, sendingSentence, sendingTitle } from "../sending/words.ts";

export const emailSettings = z.strictObject({
  template: templateField("email"),
  ...sendingShape,
  overrides: z
    .strictObject({
      subject: z
        .string()
        .max(500)
        .optional()
        .meta(field("text", { title: "Subject", description: "Instead of the template's own.", advanced: true })),
    })
    .optional(),
});

export type EmailSettings = z.output<typeof emailSettings>;

export const emailDefinition = defineNode<EmailSettings>({
  kind: "email",
  version: 1,
  family: "message",
  label: "E-mail",
  about: "Send an e-mail made from a template.",
  icon: "mail",
  settings: emailSettings,
  survives: "message",
  ports: () => sendingPorts,
  follows: sendingFollows,
  through: "done",
  initial: () => ({ template: "", quietHours: "hold" }),
  sentence: (settings, names) => sendingSentence("E-mail", settings, names),
  title: (settings, names) => sendingTitle("E-mail", settings, names),
  words: ["email", "e-mail", "mail", "send"],
  phrase(text) {
    const found = sendingPhrase(/^(?:send\s+)?(?:an?\s+)?(?:e-?mail|mail)(?:\s+([a-z0-9][a-z0-9_-]*))?$/i, text);
    return found && { settings: { ...found, quietHours: "hold" }, reading: found.template ? `E-mail ${found.template}` : "E-mail" };
  },
  check: (settings, context) => checkSending("email", settings, context),
  reads: () => noReads,
});
