import { formatId } from "@journeyman/core";
import type { RunPath, RunSummary } from "@journeyman/insights";
import { type DefinitionNode, kindOf, nodeSchema, sentenceOf, titleOf } from "@journeyman/journey";
import type { CanvasRegistry, SentenceNames } from "@journeyman/node-kit";
import type { z } from "zod";
import { iso, isoOrNull } from "../schemas/common.ts";
import type { runRow, run as runSchema } from "../schemas/journeys.ts";
import type { personRun } from "../schemas/people.ts";
import { reasonText } from "./reason-text.ts";

const keys: SentenceNames = { template: (key) => key, topic: (key) => key, node: (id) => id };

type Standing = NonNullable<RunSummary["standing"]>[number];

function stepOf(standing: Standing, registry: CanvasRegistry): { title: string; kind: string; family: string; sentence: string } {
  const parsed = nodeSchema.safeParse(standing.settings);
  if (!parsed.success) return { title: standing.node, kind: "", family: "data", sentence: "" };
  const node: DefinitionNode = parsed.data;
  return {
    title: titleOf(node, registry, keys),
    kind: node.kind,
    family: kindOf(node, registry)?.family ?? "data",
    sentence: sentenceOf(node, registry, keys),
  };
}

type Who = { name: string | null; hint: string | null };

export function runRowView(run: RunSummary, registry: CanvasRegistry, who: Who): z.input<typeof runRow> {
  return {
    id: formatId("run", run.id),
    journey: { id: formatId("journey", run.journey_id), name: run.journey_name },
    version: run.version_number,
    person: { id: formatId("profile", run.profile_id), ...who },
    status: run.status,
    enteredAt: iso(run.entered_at),
    endedAt: isoOrNull(run.ended_at),
    exitReason: run.exit_reason,
    exitReasonText: reasonText(run.exit_reason),
    wakeAt: isoOrNull(run.wake_at),
    stuck: run.stuck && { node: run.stuck.node, message: run.stuck.message, at: iso(run.stuck.at) },
    standing: (run.status === "ended" ? [] : (run.standing ?? [])).map((standing) => {
      const { title, kind } = stepOf(standing, registry);
      return { node: standing.node, title, kind, since: iso(standing.since), until: isoOrNull(standing.until) };
    }),
  };
}

export function personRunView(run: RunSummary, registry: CanvasRegistry): z.input<typeof personRun> {
  const [standing] = run.status === "ended" ? [] : (run.standing ?? []);
  const step = standing && stepOf(standing, registry);
  return {
    id: formatId("run", run.id),
    journey: { id: formatId("journey", run.journey_id), name: run.journey_name },
    version: run.version_number,
    status: run.status,
    enteredAt: iso(run.entered_at),
    endedAt: isoOrNull(run.ended_at),
    exitReason: run.exit_reason,
    exitReasonText: reasonText(run.exit_reason),
    at: standing && step ? { node: standing.node, title: step.title, family: step.family, sentence: step.sentence } : null,
    wakeAt: isoOrNull(run.wake_at),
  };
}

/** The path with the reason at every gate. */
export function runView(path: RunPath, registry: CanvasRegistry, who: Who): z.input<typeof runSchema> {
  return {
    ...runRowView(path.run, registry, who),
    definition: path.definition,
    layout: path.layout,
    trigger: path.trigger && {
      id: formatId("event", path.trigger.id),
      name: path.trigger.name,
      at: iso(path.trigger.at),
      properties: path.trigger.properties,
    },
    steps: path.traces.map(({ id, node, visit, kind, port, at, detail }) => {
      const { reason, readings, ...rest } = detail;
      return {
        id,
        node,
        visit,
        kind,
        port,
        at: iso(at),
        reason: typeof reason === "string" ? reason : "",
        reasonText: typeof reason === "string" ? reasonText(reason) : "",
        readings: (Array.isArray(readings) ? readings : []) as z.input<typeof runSchema>["steps"][number]["readings"],
        detail: rest,
      };
    }),
    messages: path.messages.map((message) => ({
      id: formatId("message", message.id),
      node: message.node,
      visit: message.visit,
      channel: message.channel,
      state: message.state,
      reason: message.reason,
      reasonText: reasonText(message.reason),
      checks: checksOf(message.decision),
      plannedAt: iso(message.planned_at),
      heldUntil: isoOrNull(message.held_until),
      acceptedAt: isoOrNull(message.accepted_at),
      deliveredAt: isoOrNull(message.delivered_at),
      openedAt: isoOrNull(message.opened_at),
      clickedAt: isoOrNull(message.clicked_at),
      bouncedAt: isoOrNull(message.bounced_at),
      error: message.error,
    })),
    conversions: path.conversions.map(({ event_id, value, currency, at }) => ({
      eventId: formatId("event", event_id),
      value,
      currency,
      at: iso(at),
    })),
  };
}

export type CheckView = { rule: string; passed: boolean; detail: string; deciding: boolean };

/** Every rule of the decision in order; the first that did not pass decided. */
export function checksOf(decision: unknown): CheckView[] {
  const checks = (decision as { checks?: { rule: string; passed: boolean; detail: string }[] } | null)?.checks ?? [];
  const deciding = checks.findIndex(({ passed }) => !passed);
  return checks.map(({ rule, passed, detail }, place) => ({ rule, passed, detail, deciding: place === deciding }));
}
