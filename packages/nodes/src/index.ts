export type { BranchSettings } from "./branch/settings.ts";
export type { DelaySettings } from "./delay/definition.ts";
export type { EmailSettings } from "./email/definition.ts";
export type { ExitSettings } from "./exit/definition.ts";
export type { SmsSettings } from "./sms/definition.ts";
export type { Subject, WaitForSettings } from "./wait-for/settings.ts";
