export { applyChannelStart, applyChannelStop, type ChannelReply } from "./channel-stop.ts";
export { type ConsentCell, type ConsentMatrix, consentMatrix } from "./matrix.ts";
export { type DecisionSubject, readDecisionInputs } from "./read-inputs.ts";
export { type ConsentMethod, type ConsentRecord, channelSubject, type RecordedConsent, recordConsent } from "./record.ts";
export { type SuppressedAddress, suppress, unsuppress } from "./suppression.ts";
