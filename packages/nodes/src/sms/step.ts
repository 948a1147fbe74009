import { sendingStep } from "../sending/step.ts";

export const smsStep = sendingStep("sms");
