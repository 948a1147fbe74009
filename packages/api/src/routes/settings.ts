import { endSession, listSessions, readAudit, verifyAudit } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import { formatId, type IdKind } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../http/types.ts";
import { id, idOf, iso, isoOrNull, listOf, pageQuery } from "../schemas/common.ts";
import * as schemas from "../schemas/settings.ts";
import { auditSentence } from "./audit-sentence.ts";

const tag = "Settings";
const byId = (kind: IdKind) => z.object({ id: idOf(kind) });
const made = z.object({ id });

const workspace = [
  endpoint({
    method: "get",
    path: "/workspace",
    tag,
    summary: "The workspace's settings",
    response: schemas.workspaceSettings,
    handle: ({ deps, principal, environmentId }) => authoring.readWorkspaceSettings(deps, principal, environmentId),
  }),
  endpoint({
    method: "put",
    path: "/workspace",
    tag,
    summary: "Change the workspace's settings",
    body: authoring.workspaceSettingsSchema,
    response: schemas.workspaceSettings,
    handle: ({ deps, principal, environmentId, body }) => authoring.saveWorkspaceSettings(deps, principal, environmentId, body),
  }),
  endpoint({
    method: "put",
    path: "/workspace/brake",
    tag,
    summary: "Stop all sending at once, or let it go on",
    body: z.object({ on: z.boolean(), reason: z.string().optional() }),
    response: z.object({ on: z.boolean() }),
    handle: ({ deps, principal, environmentId, body }) => authoring.setBrake(deps, principal, environmentId, body),
  }),
];

const topics = [
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
  ...(
    [
      ["archive", true],
      ["unarchive", false],
    ] as const
  ).map(([verb, archived]) =>
    endpoint({
      method: "post",
      path: `/topics/{id}/${verb}`,
      tag,
      summary: archived ? "Take a topic out of the pickers; its records stay" : "Bring a topic back",
      params: byId("topic"),
      handle: ({ deps, principal, environmentId, params }) => authoring.archiveTopic(deps, principal, environmentId, params.id, archived),
    }),
  ),
];

const providers = [
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
    summary: "Try connection and credentials of a stored provider",
    params: byId("provider"),
    response: schemas.probe,
    async handle({ deps, principal, environmentId, params }) {
      return probeView(await authoring.probeProvider(deps, principal, environmentId, params.id, undefined));
    },
  }),
];

function probeView(result: Awaited<ReturnType<typeof authoring.probeProvider>>): z.input<typeof schemas.probe> {
  return { ok: result.ok, message: result.ok ? result.detail : result.reason, ms: result.ms };
}

const sources = [
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

const keys = [
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

const members = [
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

const security = [
  endpoint({
    method: "get",
    path: "/sessions",
    tag,
    summary: "Who is signed in: all for those who manage members, else one's own",
    response: listOf(schemas.session),
    async handle({ deps, principal }) {
      const rows = await listSessions(deps.store, principal);
      const items = rows.map((row) => ({
        id: formatId("session", row.id),
        user: { id: formatId("user", row.user_id), name: row.user_name },
        createdAt: iso(row.created_at),
        seenAt: iso(row.seen_at),
        userAgent: row.user_agent,
        current: principal.kind === "user" && principal.sessionId === row.id,
        revokedAt: isoOrNull(row.revoked_at),
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: "post",
    path: "/sessions/{id}/revoke",
    tag,
    summary: "End a session at once",
    params: byId("session"),
    handle: ({ deps, principal, params }) => endSession(deps.store, principal, params.id),
  }),
  endpoint({
    method: "get",
    path: "/audit",
    tag,
    summary: "What was done by whom, latest first, and whether the chain verifies",
    query: z.object(pageQuery),
    response: schemas.auditPage,
    async handle({ deps, principal, environmentId, query }) {
      return authoring.within(deps, principal, environmentId, "audit.read", async (tx) => {
        const rows = await readAudit(tx, { ...(query.after ? { before: Number(query.after) } : {}), limit: query.limit });
        const chain = await verifyAudit(tx);
        const items = rows.map((row) => ({
          seq: String(row.seq),
          at: iso(row.at),
          actor: {
            kind: row.actor_kind,
            id: row.actor_id,
            name: row.actor_name ?? (row.actor_kind === "api_key" ? "an API key" : "the system"),
          },
          action: row.action,
          sentence: auditSentence(row.action, row.subject_name),
          subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
        }));
        const last = rows.at(-1);
        return { items, next: rows.length === query.limit && last ? String(last.seq) : null, chain };
      });
    },
  }),
];

export const settingsEndpoints = [...workspace, ...topics, ...providers, ...sources, ...keys, ...members, ...security];
