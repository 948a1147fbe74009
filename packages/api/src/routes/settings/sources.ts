import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { endpoint } from "../../http/types.ts";
import { iso, isoOrNull, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { byId, tag } from "./shared.ts";

export const sourcesEndpoints = [
  endpoint({
    method: "get",
    path: "/sources",
    tag,
    summary: "Where events come from",
    response: listOf(schemas.source),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listSources(deps, principal, environmentId);
      const items = rows.map((row) => ({
        id: formatId("source", row.id),
        name: row.name,
        kind: row.kind,
        writeKey: row.write_key,
        prefix: row.prefix,
        mayConsent: row.may_consent,
        createdAt: iso(row.created_at),
        lastSeenAt: isoOrNull(row.last_seen_at),
        refused:
          row.refused_at === null
            ? null
            : { events: row.refused_events, lastAt: iso(row.refused_at), lastReason: row.refused_reason ?? "" },
        revokedAt: isoOrNull(row.revoked_at),
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/sources",
    tag,
    summary: "Make a source; a server's key and a browser's token secret are answered here and never again",
    body: authoring.createSourceSchema,
    response: schemas.createdSource,
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const { id: sourceId, ...rest } = await authoring.createSource(deps, principal, environmentId, body);
      return { id: formatId("source", sourceId), ...rest };
    },
  }),
  endpoint({
    method: "post",
    path: "/sources/{id}/revoke",
    tag,
    summary: "Refuse a source's key from now on",
    params: byId("source"),
    handle: ({ deps, principal, environmentId, params }) => authoring.revokeSource(deps, principal, environmentId, params.id),
  }),
];
