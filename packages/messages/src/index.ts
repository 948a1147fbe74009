export { deliver, type DeliverRequest } from "./delivery/deliver.ts";
export type { DeliverDeps } from "./delivery/deps.ts";
export type { DeliverResult } from "./delivery/result.ts";
export type { Timing } from "./delivery/timing.ts";
export { cancelOpen } from "./ledger/cancel.ts";
export { expireClaims } from "./ledger/expire-claims.ts";
export type { MessageMail } from "./ledger/mail.ts";
export { type PlannedRow, type PlanningRun, planMessages } from "./ledger/plan-messages.ts";
export { isFinal, type MessageState, messageStates } from "./ledger/states.ts";
