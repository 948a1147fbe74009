export { type AuthoringDeps, within } from "./deps.ts";
export { checkDefinition } from "./journeys/check.ts";
export { publish, publishSchema, type Review, reviewPublish } from "./journeys/publish.ts";
export {
  type JourneyDetail,
  type JourneySummary,
  listJourneys,
  listVersions,
  readContext,
  readJourney,
  readVersion,
  withinJourney,
} from "./journeys/read.ts";
export type { JourneyRow, VersionRow } from "./journeys/rows.ts";
export { pauseJourney, resumeJourney, stopJourney } from "./journeys/state.ts";
export {
  archiveJourney,
  createJourney,
  createJourneySchema,
  duplicateJourney,
  restoreVersion,
  saveDraft,
  saveDraftSchema,
} from "./journeys/write.ts";
export { settleMessage, settleSchema } from "./messages/settle.ts";
export { parseInput } from "./parse-input.ts";
export * from "./settings/api-keys.ts";
export * from "./settings/fields.ts";
export {
  addMember,
  addMemberSchema,
  listMembers,
  type MemberRow,
  setMemberDisabled,
  setMemberRole,
} from "./settings/members.ts";
export * from "./settings/password-reset.ts";
export * from "./settings/providers.ts";
export * from "./settings/sources.ts";
export * from "./settings/test-recipients.ts";
export * from "./settings/topics.ts";
export * from "./settings/workspace.ts";
export * from "./templates/preview.ts";
export type { TemplateRow } from "./templates/rows.ts";
export * from "./templates/templates.ts";
