import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { iso, isoOrNull, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { byId, made, tag } from "./shared.ts";

export const keysEndpoints = [
  endpoint({
    method: "get",
    path: "/keys",
    tag,
    summary: "API keys, without the keys",
    response: listOf(schemas.apiKey),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listApiKeys(deps, principal, environmentId);
      const items = rows.map((row) => ({
        id: formatId("apiKey", row.id),
        name: row.name,
        prefix: row.prefix,
        role: row.role,
        createdAt: iso(row.created_at),
        lastUsedAt: isoOrNull(row.last_used_at),
        revokedAt: isoOrNull(row.revoked_at),
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/keys",
    tag,
    summary: "Make an API key; it is answered here and never again",
    body: authoring.createApiKeySchema,
    response: made.extend({ key: z.string() }),
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const { id: keyId, key } = await authoring.createApiKey(deps, principal, environmentId, body);
      return { id: formatId("apiKey", keyId), key };
    },
  }),
  endpoint({
    method: "post",
    path: "/keys/{id}/revoke",
    tag,
    summary: "Refuse an API key from now on",
    params: byId("apiKey"),
    handle: ({ deps, principal, environmentId, params }) => authoring.revokeApiKey(deps, principal, environmentId, params.id),
  }),
];
