import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { iso, isoOrNull, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { byId, made, tag } from "./shared.ts";

export const membersEndpoints = [
  endpoint({
    method: "get",
    path: "/members",
    tag,
    summary: "Who works here, in which role",
    response: listOf(schemas.member),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listMembers(deps, principal, environmentId);
      const items = rows.map((row) => ({
        id: formatId("user", row.id),
        name: row.name,
        email: row.email,
        role: row.role,
        disabledAt: isoOrNull(row.disabled_at),
        createdAt: iso(row.created_at),
        you: principal.kind === "user" && principal.id === row.id,
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/members",
    tag,
    summary: "Add somebody with a first password",
    body: authoring.addMemberSchema,
    response: made,
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const member = await authoring.addMember(deps, principal, environmentId, body);
      return { id: formatId("user", member.id) };
    },
  }),
  endpoint({
    method: "put",
    path: "/members/{id}/role",
    tag,
    summary: "Give somebody another role; it holds from their next click",
    params: byId("user"),
    body: z.object({ role: z.enum(["owner", "marketer"]) }),
    handle: ({ deps, principal, environmentId, params, body }) => authoring.setMemberRole(deps, principal, environmentId, params.id, body),
  }),
  endpoint({
    method: "post",
    path: "/members/{id}/password-link",
    tag,
    summary: "A link by which somebody chooses a new password: once, within a day; shown here only. For people, not for keys",
    params: byId("user"),
    response: schemas.passwordLink,
    async handle({ deps, principal, environmentId, params }) {
      const { url, expiresAt } = await authoring.makePasswordLink(deps, principal, environmentId, params.id);
      return { url, expiresAt: iso(expiresAt) };
    },
  }),
  ...(
    [
      ["disable", true],
      ["enable", false],
    ] as const
  ).map(([verb, disabled]) =>
    endpoint({
      method: "post",
      path: `/members/{id}/${verb}`,
      tag,
      summary: disabled ? "Sign somebody out everywhere and let them in no more" : "Let somebody in again",
      params: byId("user"),
      handle: ({ deps, principal, environmentId, params }) =>
        authoring.setMemberDisabled(deps, principal, environmentId, params.id, disabled),
    }),
  ),
];
