import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { isoOrNull, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { archiveEndpoints } from "../archive.ts";
import { byId, made, tag } from "./shared.ts";

export const topicsEndpoints = [
  endpoint({
    method: "get",
    path: "/topics",
    tag,
    summary: "Topics and purposes, with how many agreed and refused",
    response: listOf(schemas.topic),
    async handle({ deps, principal, environmentId }) {
      const rows = await authoring.listTopics(deps, principal, environmentId);
      const items = rows.map((row) => ({
        id: formatId("topic", row.id),
        key: row.key,
        name: row.name,
        description: row.description,
        kind: row.kind,
        noRecord: row.no_record,
        wording: row.wording,
        wordingVersion: row.wording_version,
        archivedAt: isoOrNull(row.archived_at),
        counts: { granted: row.granted, denied: row.denied },
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/topics",
    tag,
    summary: "Make a topic",
    body: authoring.createTopicSchema,
    response: made.extend({ key: z.string() }),
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const topic = await authoring.createTopic(deps, principal, environmentId, body);
      return { id: formatId("topic", topic.id), key: topic.key };
    },
  }),
  endpoint({
    method: "put",
    path: "/topics/{id}",
    tag,
    summary: "Change a topic; a new wording gets the next version",
    params: byId("topic"),
    body: authoring.saveTopicSchema,
    handle: ({ deps, principal, environmentId, params, body }) => authoring.saveTopic(deps, principal, environmentId, params.id, body),
  }),
  ...archiveEndpoints({
    path: "/topics",
    tag,
    kind: "topic",
    away: "Take a topic out of the pickers; its records stay",
    back: "Bring a topic back",
    archive: authoring.archiveTopic,
  }),
];
