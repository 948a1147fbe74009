import { changePassword, endSession, listSessions, readAudit, verifyAudit } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { iso, isoOrNull, listOf, pageQuery } from "../../schemas/common.ts";
import * as schemas from "../../schemas/settings.ts";
import { auditSentence } from "../audit-sentence.ts";
import { byId, tag } from "./shared.ts";

export const securityEndpoints = [
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
    method: "put",
    path: "/account/password",
    tag,
    summary: "Change one's own password; every other session of the account ends",
    body: z.object({ current: z.string().max(1024), password: z.string().max(1024) }),
    response: z.object({ endedSessions: z.int() }),
    handle: ({ deps, principal, body: { current, password } }) => changePassword(deps.store, principal, { current, next: password }),
  }),
  endpoint({
    method: "get",
    path: "/audit",
    tag,
    summary: "What was done by whom, latest first, and whether the chain verifies",
    query: z.object({
      ...pageQuery,
      after: z
        .string()
        .regex(/^\d{1,15}$/, "is not a cursor; take it from `next` of the page before.")
        .optional(),
    }),
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
