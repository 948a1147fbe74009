/** Everything that can be allowed. Named `what.doing`; the screens and the API ask in these words. */
export const actions = [
  "journey.read",
  "journey.edit",
  "journey.publish",
  "journey.pause",
  "run.read",
  "run.manage",
  "template.read",
  "template.edit",
  "template.publish",
  "template.approve",
  "person.read",
  "person.reveal",
  "message.read",
  "message.test",
  "settings.read",
  "settings.manage",
  "settings.brake",
  "member.read",
  "member.manage",
  "key.manage",
  "audit.read",
] as const;

export type Action = (typeof actions)[number];

/** A role is one file: its words for people, and what it allows. What it does not name is denied. */
export type RoleDefinition = { title: string; description: string; allows: readonly Action[] };
