import * as authoring from "@journeyman/authoring";
import { endpoint } from "../../http/types.ts";
import * as schemas from "../../schemas/journeys.ts";
import { tag } from "./shared.ts";

export const contextEndpoints = [
  endpoint({
    method: "get",
    path: "/authoring/context",
    tag,
    summary: "What the workspace has, for pickers and checks: messages, topics, channels, events, traits",
    response: schemas.authoringContext,
    async handle({ deps, principal, environmentId }) {
      const found = await authoring.readContext(deps, principal, environmentId);
      return {
        templates: (found.templates ?? []).map((one) => ({ ...one, variables: [...one.variables] })),
        topics: [...(found.topics ?? [])],
        channels: (found.channels ?? []).map((one) => ({ ...one })),
        events: (found.events ?? []).map((one) => ({ ...one, properties: [...one.properties] })),
        traits: [...(found.traits ?? [])],
        properties: [...(found.properties ?? [])],
      };
    },
  }),
];
