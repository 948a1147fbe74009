import * as authoring from "@journeyman/authoring";
import { smsSize } from "@journeyman/channels";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../http/types.ts";
import { channel, flag, id, idOf, iso, isoOrNull, listOf } from "../schemas/common.ts";
import * as schemas from "../schemas/messages.ts";
import { archiveEndpoints } from "./archive.ts";
import { namedOrNull } from "./names.ts";
import { reasonText } from "./reason-text.ts";

const tag = "Message templates";
const params = z.object({ id: idOf("template") });

function rowView(row: authoring.TemplateSummary): z.input<typeof schemas.templateRow> {
  return {
    id: formatId("template", row.id),
    key: row.key,
    name: row.name,
    channel: row.channel,
    transactional: row.transactional,
    publishedVersion: row.current_number,
    changed: row.changed,
    updatedAt: iso(row.updated_at),
    updatedBy: namedOrNull("user", row.updated_by, row.updated_by_name),
    usedBy: row.usedBy.map(({ journeyId, name, live }) => ({ id: formatId("journey", journeyId), name, live })),
    archivedAt: isoOrNull(row.archived_at),
  };
}

export const templateEndpoints = [
  endpoint({
    method: "get",
    path: "/templates",
    tag,
    summary: "Message templates, latest edited first",
    query: z.object({ channel: channel.optional(), search: z.string().optional(), archived: flag.optional() }),
    response: listOf(schemas.templateRow),
    async handle({ deps, principal, environmentId, query }) {
      const rows = await authoring.listTemplates(deps, principal, environmentId, {
        ...(query.channel ? { channel: query.channel } : {}),
        ...(query.search ? { search: query.search } : {}),
        archived: query.archived ?? false,
      });
      return { items: rows.map(rowView), next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/templates",
    tag,
    summary: "Make a message template",
    body: authoring.createTemplateSchema,
    response: z.object({ id, key: z.string() }),
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const made = await authoring.createTemplate(deps, principal, environmentId, body);
      return { id: formatId("template", made.id), key: made.key };
    },
  }),
  endpoint({
    method: "get",
    path: "/templates/{id}",
    tag,
    summary: "A template with its draft and what is wrong with it",
    params,
    response: schemas.template,
    async handle({ deps, principal, environmentId, params }) {
      const row = await authoring.readTemplate(deps, principal, environmentId, params.id);
      return { ...rowView(row), draft: row.draft, revision: row.revision, problems: row.problems };
    },
  }),
  endpoint({
    method: "put",
    path: "/templates/{id}",
    tag,
    summary: "Save the draft, right or wrong",
    description: "`revision` is the one the draft was read at; another answers 409 `stale_revision` and stores nothing.",
    params,
    body: authoring.saveTemplateSchema,
    response: z.object({ revision: z.int(), updatedAt: z.string(), problems: z.array(schemas.templateProblem) }),
    async handle({ deps, principal, environmentId, params, body }) {
      const { updatedAt, ...rest } = await authoring.saveTemplate(deps, principal, environmentId, params.id, body);
      return { ...rest, updatedAt: iso(updatedAt) };
    },
  }),
  endpoint({
    method: "post",
    path: "/templates/{id}/publish",
    tag,
    summary: "What is sent from the next message on",
    params,
    body: z.object({ revision: z.int() }),
    response: z.object({ number: z.int() }),
    async handle({ deps, principal, environmentId, params, body }) {
      const { number } = await authoring.publishTemplate(deps, principal, environmentId, params.id, body);
      return { number };
    },
  }),
  ...archiveEndpoints({
    path: "/templates",
    tag,
    kind: "template",
    away: "Take a template out of the pickers; refused while a journey uses it",
    back: "Bring a template back",
    archive: authoring.archiveTemplate,
  }),
  endpoint({
    method: "put",
    path: "/templates/{id}/transactional",
    tag,
    summary: "Approve a template as transactional, or take the approval back",
    params,
    body: z.object({ transactional: z.boolean() }),
    handle: ({ deps, principal, environmentId, params, body }) =>
      authoring.approveTransactional(deps, principal, environmentId, params.id, body.transactional),
  }),
  endpoint({
    method: "get",
    path: "/templates/{id}/versions",
    tag,
    summary: "Published versions, latest first",
    params,
    response: listOf(schemas.templateVersion),
    async handle({ deps, principal, environmentId, params }) {
      const rows = await authoring.listTemplateVersions(deps, principal, environmentId, params.id);
      const items = rows.map((row) => ({
        id: row.id,
        number: row.number,
        publishedAt: iso(row.published_at),
        publishedBy: namedOrNull("user", row.published_by, row.published_by_name),
        content: row.content,
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/templates/preview",
    tag,
    summary: "A draft as one person would get it",
    body: authoring.previewSchema.extend({ person: idOf("profile").nullish() }),
    response: schemas.templatePreview,
    async handle({ deps, principal, environmentId, body }) {
      const { person, ...draft } = body;
      const preview = await authoring.previewTemplate(deps, principal, environmentId, person ?? null, draft);
      const size = draft.channel === "sms" ? smsSize(preview.text) : null;
      return {
        subject: preview.subject,
        html: preview.html,
        text: preview.text,
        bytes: Buffer.byteLength(preview.html ?? preview.text),
        segments: size && { count: size.segments, encoding: size.encoding, units: size.units },
        problems: preview.problems,
        person: preview.person && { id: formatId("profile", preview.person.id), name: preview.person.name },
        as: preview.as,
      };
    },
  }),
  endpoint({
    method: "post",
    path: "/templates/{id}/test",
    tag,
    summary: "Send the draft to an address of the team; a ledger row like any other, counted nowhere",
    params,
    body: authoring.testSendSchema.extend({ person: idOf("profile").nullish() }),
    response: z.object({ message: id, state: z.string(), reason: z.string().nullable(), error: z.string().nullable() }),
    async handle({ deps, principal, environmentId, params, body }) {
      const sent = await authoring.testSendTemplate(deps, principal, environmentId, params.id, body.person ?? null, { to: body.to });
      return {
        message: formatId("message", sent.messageId),
        state: sent.state,
        reason: reasonText(sent.reason ?? null),
        error: sent.error ?? null,
      };
    },
  }),
];
