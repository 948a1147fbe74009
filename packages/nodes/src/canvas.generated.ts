// Written by scripts/generate-node-registries.mjs from the folders beside it. Do not edit.
import type { CanvasRegistry } from "@journeyman/node-kit";
import { branchDefinition } from "./branch/definition.ts";
import { delayDefinition } from "./delay/definition.ts";
import { emailDefinition } from "./email/definition.ts";
import { exitDefinition } from "./exit/definition.ts";
import { smsDefinition } from "./sms/definition.ts";
import { waitForDefinition } from "./wait-for/definition.ts";

/** Kind → definition: what the canvas, `check` and `compile` take. */
export const canvasRegistry: CanvasRegistry = {
  branch: branchDefinition,
  delay: delayDefinition,
  email: emailDefinition,
  exit: exitDefinition,
  sms: smsDefinition,
  "wait-for": waitForDefinition,
};
