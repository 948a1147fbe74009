import { sendingStep } from "../sending/step.ts";

export const emailStep = sendingStep("email");
