import * as authoring from "@journeyman/authoring";
import { endpoint } from "../http/types.ts";
import { iso, listOf } from "../schemas/common.ts";
import * as schemas from "../schemas/settings.ts";

const tag = "Settings";

export const fieldEndpoints = [
  endpoint({
    method: "get",
    path: "/fields",
    tag,
    summary: "Traits and event properties with their class, those that wait for a decision first",
    response: listOf(schemas.field),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listFields(deps, principal, environmentId);
      const items = rows.map(({ first_seen_at, ...row }) => ({ ...row, firstSeenAt: iso(first_seen_at) }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "put",
    path: "/fields",
    tag,
    summary: "Say what a field is: contact data, an attribute, or restricted; it holds for what comes from now on",
    body: authoring.decideFieldSchema,
    handle: ({ deps, principal, environmentId, body }) => authoring.decideField(deps, principal, environmentId, body),
  }),
];
