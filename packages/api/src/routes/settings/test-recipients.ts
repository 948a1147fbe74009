import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { endpoint } from "../../http/types.ts";
import { iso, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { byId, made, tag } from "./shared.ts";

export const testRecipientsEndpoints = [
  endpoint({
    method: "get",
    path: "/test-recipients",
    tag,
    summary: "Whom real providers may write to from the test environment",
    response: listOf(schemas.testRecipient),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listTestRecipients(deps, principal, environmentId);
      const items = rows.map((row) => ({ ...row, id: formatId("testRecipient", row.id), createdAt: iso(row.createdAt) }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/test-recipients",
    tag,
    summary: "List an e-mail address or a phone number",
    body: authoring.addTestRecipientSchema,
    response: made,
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const { id } = await authoring.addTestRecipient(deps, principal, environmentId, body);
      return { id: formatId("testRecipient", id) };
    },
  }),
  endpoint({
    method: "delete",
    path: "/test-recipients/{id}",
    tag,
    summary: "Take an address off the list",
    params: byId("testRecipient"),
    handle: ({ deps, principal, environmentId, params }) => authoring.removeTestRecipient(deps, principal, environmentId, params.id),
  }),
];
