// Written by scripts/generate-node-registries.mjs from the folders beside it. Do not edit.
import type { MachineRegistry } from "@journeyman/node-kit";
import { branchStep } from "./branch/step.ts";
import { delayStep } from "./delay/step.ts";
import { emailStep } from "./email/step.ts";
import { exitStep } from "./exit/step.ts";
import { smsStep } from "./sms/step.ts";
import { waitForStep } from "./wait-for/step.ts";

/** `kind@version` → step: what the machine takes. */
export const machineRegistry: MachineRegistry = {
  "branch@1": branchStep,
  "delay@1": delayStep,
  "email@1": emailStep,
  "exit@1": exitStep,
  "sms@1": smsStep,
  "wait-for@1": waitForStep,
};
