import type { RoleDefinition } from "./actions.ts";

export const marketer: RoleDefinition = {
  title: "Marketer",
  description: "Builds and publishes journeys and messages, looks at people with their contact data masked, and can stop all sending.",
  allows: [
    "journey.read",
    "journey.edit",
    "journey.publish",
    "journey.pause",
    "run.read",
    "run.manage",
    "template.read",
    "template.edit",
    "template.publish",
    "person.read",
    "message.read",
    "message.test",
    "settings.read",
    "settings.brake",
    "member.read",
  ],
};
