import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import type { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { iso, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { byId, made, tag } from "./shared.ts";

export const providersEndpoints = [
  endpoint({
    method: "get",
    path: "/providers",
    tag,
    summary: "The services that carry messages; secrets by name only",
    response: listOf(schemas.provider),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listProviders(deps, principal, environmentId);
      const items = rows.map((row) => ({
        id: formatId("provider", row.id),
        channel: row.channel,
        kind: row.kind,
        name: row.name,
        settings: row.settings,
        secrets: row.secretNames,
        fake: row.fake,
        active: row.active,
        ratePerSecond: row.rate_per_second,
        webhookUrl: row.webhookUrl,
        createdAt: iso(row.created_at),
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/providers",
    tag,
    summary: "Add a provider",
    body: authoring.saveProviderSchema,
    response: made,
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const provider = await authoring.saveProvider(deps, principal, environmentId, null, body);
      return { id: formatId("provider", provider.id) };
    },
  }),
  endpoint({
    method: "put",
    path: "/providers/{id}",
    tag,
    summary: "Change a provider; secrets left out stay",
    params: byId("provider"),
    body: authoring.saveProviderSchema,
    response: made,
    async handle({ deps, principal, environmentId, params, body }) {
      const provider = await authoring.saveProvider(deps, principal, environmentId, params.id, body);
      return { id: formatId("provider", provider.id) };
    },
  }),
  endpoint({
    method: "post",
    path: "/providers/probe",
    tag,
    summary: "Try connection and credentials before they are saved",
    body: authoring.saveProviderSchema.pick({ kind: true, settings: true, secrets: true }),
    response: schemas.probe,
    async handle({ deps, principal, environmentId, body }) {
      return probeView(await authoring.probeProvider(deps, principal, environmentId, null, body));
    },
  }),
  endpoint({
    method: "post",
    path: "/providers/{id}/probe",
    tag,
    summary: "Try connection and credentials of a stored provider, or of changes to it before they are saved",
    params: byId("provider"),
    body: authoring.probeProviderSchema,
    response: schemas.probe,
    async handle({ deps, principal, environmentId, params, body }) {
      return probeView(await authoring.probeProvider(deps, principal, environmentId, params.id, body));
    },
  }),
];

function probeView(result: Awaited<ReturnType<typeof authoring.probeProvider>>): z.input<typeof schemas.probe> {
  return { ok: result.ok, message: result.ok ? result.detail : result.reason, ms: result.ms };
}
