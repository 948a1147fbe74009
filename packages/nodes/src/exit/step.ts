import { defineStep } from "@journeyman/node-kit";
import type { ExitSettings } from "./definition.ts";

export const exitStep = defineStep<ExitSettings>({
  enter: ({ settings }) => ({ do: "exit", reason: settings.reason, because: { reason: settings.reason } }),
});
