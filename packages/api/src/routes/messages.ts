import { audit, can } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { listMessages, type MessageSummary, messageStates, readMessage } from "@journeyman/messages";
import { z } from "zod";
import { endpoint } from "../http/types.ts";
import { channel, flag, idOf, iso, isoOrNull, listOf, pageQuery } from "../schemas/common.ts";
import * as schemas from "../schemas/messages.ts";
import { reasonText } from "./reason-text.ts";
import { checksOf } from "./run-view.ts";
import { type Who, whoOf } from "./runs.ts";

const tag = "Messages";

function rowView(row: MessageSummary, who: Who): z.input<typeof schemas.messageRow> {
  return {
    id: formatId("message", row.id),
    channel: row.channel,
    class: row.class,
    state: row.state,
    reason: row.reason,
    reasonText: reasonText(row.reason),
    person: row.profileId === null ? null : { id: formatId("profile", row.profileId), name: who.name, hint: row.to ?? who.hint },
    to: row.to,
    journey: row.journey && { id: formatId("journey", row.journey.id), name: row.journey.name, version: row.journey.version },
    step: row.preview ? null : { id: row.node, title: row.title ?? row.node },
    template: row.template && { id: formatId("template", row.template.id), name: row.template.name },
    topic: row.topic && { id: row.topic.key, name: row.topic.name },
    runId: formatId("run", row.runId),
    preview: row.preview,
    plannedAt: iso(row.plannedAt),
    heldUntil: isoOrNull(row.heldUntil),
    acceptedAt: isoOrNull(row.acceptedAt),
    deliveredAt: isoOrNull(row.deliveredAt),
    openedAt: isoOrNull(row.openedAt),
    clickedAt: isoOrNull(row.clickedAt),
    bouncedAt: isoOrNull(row.bouncedAt),
    complainedAt: isoOrNull(row.complainedAt),
    unsubscribedAt: isoOrNull(row.unsubscribedAt),
  };
}

const nobody: Who = { name: null, hint: null };

const list = endpoint({
  method: "get",
  path: "/messages",
  tag,
  summary: "The send ledger, newest first: each message with its state and why",
  query: z.object({
    state: z.enum(messageStates).optional(),
    channel: channel.optional(),
    journey: idOf("journey").optional(),
    person: idOf("profile").optional(),
    template: idOf("template").optional(),
    run: idOf("run").optional(),
    node: z.string().optional(),
    previews: flag.optional(),
    after: idOf("message").optional(),
    limit: pageQuery.limit,
  }),
  response: listOf(schemas.messageRow),
  async handle({ deps, principal, environmentId, query }) {
    return authoring.within(deps, principal, environmentId, "message.read", async (tx) => {
      const { items, next } = await listMessages(tx, {
        ...(query.state ? { states: [query.state] } : {}),
        ...(query.channel ? { channel: query.channel } : {}),
        ...(query.journey ? { journeyId: query.journey } : {}),
        ...(query.person ? { profileId: query.person } : {}),
        ...(query.template ? { templateId: query.template } : {}),
        ...(query.run ? { runId: query.run } : {}),
        ...(query.node ? { node: query.node } : {}),
        ...(query.previews ? { previews: true } : {}),
        ...(query.after ? { after: query.after } : {}),
        limit: query.limit,
      });
      const who = await whoOf(
        tx,
        deps,
        { principal },
        items.flatMap(({ profileId }) => profileId ?? []),
      );
      return {
        items: items.map((row) => rowView(row, row.profileId ? who(row.profileId) : nobody)),
        next: next ? formatId("message", next) : null,
      };
    });
  },
});

const read = endpoint({
  method: "get",
  path: "/messages/{id}",
  tag,
  summary: "One message: every state, every rule of its decision, every fact",
  params: z.object({ id: idOf("message") }),
  query: z.object({ reveal: flag.optional() }),
  response: schemas.message,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "message.read", async (tx) => {
      const reveal = query.reveal === true && can(principal, "person.reveal");
      const found = await readMessage(tx, deps.vault, params.id, { reveal });
      const who = found.profileId ? (await whoOf(tx, deps, { principal }, [found.profileId]))(found.profileId) : nobody;
      if (reveal && found.profileId) {
        await audit(tx, {
          actorKind: principal.kind,
          actorId: principal.id,
          action: "profile.reveal",
          subjectKind: "profile",
          subjectId: found.profileId,
          detail: { for: "message" },
        });
      }
      const { decision } = found;
      return {
        ...rowView(found, who),
        subject: found.revealed?.subject ?? null,
        revealedTo: found.revealed?.to ?? null,
        mayReveal: can(principal, "person.reveal"),
        decision: decision && {
          go: decision.go,
          verdict: decision.go ? "go" : decision.verdict,
          decidedAt: isoOrNull(decision.at),
          checks: checksOf(decision),
        },
        timeline: found.timeline.map(({ at, what, from, by, automatic, detail }) => ({
          at: iso(at),
          what,
          from,
          by: by ?? null,
          automatic: automatic ?? false,
          detail: detail ?? {},
        })),
        attempts: found.attempts,
        provider: found.provider && { id: formatId("provider", found.provider.id), name: found.provider.name },
        providerMessageId: found.providerMessageId,
        error: found.error,
        leaseUntil: isoOrNull(found.leaseUntil),
        expiresAt: isoOrNull(found.expiresAt),
        templateVersion: found.templateVersion,
      };
    });
  },
});

const settle = endpoint({
  method: "post",
  path: "/messages/{id}/settle",
  tag,
  summary: "Say what became of a message whose outcome is unknown; final, and nothing is sent by it",
  params: z.object({ id: idOf("message") }),
  body: authoring.settleSchema,
  response: schemas.settledMessage,
  async handle({ deps, principal, environmentId, params, body }) {
    return { id: formatId("message", params.id), state: await authoring.settleMessage(deps, principal, environmentId, params.id, body) };
  },
});

export const messageEndpoints = [list, read, settle];
