import { noReads } from "@journeyman/expressions";
import { defineNode } from "@journeyman/node-kit";
import { z } from "zod";
import { checkSending } from "../sending/check.ts";
import { sendingFollows, sendingPorts, sendingShape, templateField } from "../sending/settings.ts";
import { sendingPhrase, sendingSentence, sendingTitle } from "../sending/words.ts";

export const smsSettings = z.strictObject({ template: templateField("sms"), ...sendingShape });

export type SmsSettings = z.output<typeof smsSettings>;

export const smsDefinition = defineNode<SmsSettings>({
  kind: "sms",
  version: 1,
  family: "message",
  label: "SMS",
  about: "Send a text message made from a template.",
  icon: "message-square",
  settings: smsSettings,
  survives: "message",
  ports: () => sendingPorts,
  follows: sendingFollows,
  through: "done",
  initial: () => ({ template: "", quietHours: "hold" }),
  sentence: (settings, names) => sendingSentence("SMS", settings, names),
  title: (settings, names) => sendingTitle("SMS", settings, names),
  words: ["sms", "text", "send"],
  phrase(text) {
    const found = sendingPhrase(/^(?:send\s+)?(?:an?\s+)?(?:sms|text(?:\s+message)?)(?:\s+([a-z0-9][a-z0-9_-]*))?$/i, text);
    return found && { settings: { ...found, quietHours: "hold" }, reading: found.template ? `SMS ${found.template}` : "SMS" };
  },
  check: (settings, context) => checkSending("sms", settings, context),
  reads: () => noReads,
});
