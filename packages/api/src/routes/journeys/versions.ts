import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { id, idOf, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/journeys.ts";
import { params, tag, versionView } from "./shared.ts";

export const versionEndpoints = [
  endpoint({
    method: "get",
    path: "/journeys/{id}/review",
    tag,
    summary: "What publishing the draft would change, and for whom",
    params,
    response: schemas.review,
    async handle({ deps, principal, environmentId, params }) {
      const found = await authoring.reviewPublish(deps, principal, environmentId, params.id);
      return { ...found, changes: [...found.changes] };
    },
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/publish",
    tag,
    summary: "Compile the draft into the next version and make it live",
    params,
    body: authoring.publishSchema,
    response: z.object({ version: id, number: z.int() }),
    async handle({ deps, principal, environmentId, params, body }) {
      const { versionId, number } = await authoring.publish(deps, principal, environmentId, params.id, body);
      return { version: formatId("version", versionId), number };
    },
  }),
  endpoint({
    method: "get",
    path: "/journeys/{id}/versions",
    tag,
    summary: "Published versions, latest first",
    params,
    response: listOf(schemas.version),
    async handle({ deps, principal, environmentId, params }) {
      const rows = await authoring.listVersions(deps, principal, environmentId, params.id);
      const { live } = await authoring.readJourney(deps, principal, environmentId, params.id);
      return { items: rows.map((row) => versionView(row, row.id === live?.id)), next: null };
    },
  }),
  endpoint({
    method: "get",
    path: "/versions/{id}",
    tag,
    summary: "One version with its definition",
    params: z.object({ id: idOf("version") }),
    response: schemas.versionDetail,
    async handle({ deps, principal, environmentId, params }) {
      const row = await authoring.readVersion(deps, principal, environmentId, params.id);
      return { ...versionView(row, false), definition: row.definition, layout: row.layout };
    },
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/restore",
    tag,
    summary: "Make the draft what a version was",
    params,
    body: z.object({ version: idOf("version") }),
    response: z.object({ revision: z.int() }),
    handle: ({ deps, principal, environmentId, params, body }) =>
      authoring.restoreVersion(deps, principal, environmentId, params.id, body.version),
  }),
];
