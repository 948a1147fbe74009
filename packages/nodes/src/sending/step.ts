import { defineStep, type NodeStep } from "@journeyman/node-kit";
import type { SendingSettings } from "./settings.ts";

/** Asks for the message and stays until the ledger knows how it ended. */
export function sendingStep(channel: "email" | "sms"): NodeStep<SendingSettings> {
  return defineStep<SendingSettings>({
    enter({ settings, now, add }) {
      return {
        do: "stay",
        message: {
          channel,
          template: settings.template,
          ...(settings.topic ? { topic: settings.topic } : {}),
          ...(settings.expires === undefined ? {} : { expiresAt: add(now, settings.expires) }),
          quietHours: settings.quietHours,
          ...(settings.overrides === undefined ? {} : { overrides: settings.overrides }),
        },
        because: { reason: "message" },
      };
    },
    resume(_, input) {
      if (input.kind !== "message") return { do: "stay", because: { reason: "message" } };
      const { outcome, state, reason } = input.result;
      return { do: "go", port: outcome, because: { reason: reason ?? state, detail: { state } } };
    },
  });
}
