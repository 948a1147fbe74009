import { z } from "zod";
import { channel, id, named, time, unknownRecord } from "./common.ts";

const state = z.enum(["planned", "held", "claimed", "accepted", "rejected", "unknown", "suppressed", "cancelled", "expired"]);

export const messageRow = z
  .object({
    id,
    channel,
    class: z.enum(["marketing", "transactional"]),
    state,
    reason: z.string().nullable(),
    reasonText: z.string().nullable(),
    person: z.object({ id, name: z.string().nullable(), hint: z.string().nullable() }).nullable(),
    /** What may be shown of the address; a test send's too. */
    to: z.string().nullable(),
    journey: named.extend({ version: z.int() }).nullable(),
    step: z.object({ id: z.string(), title: z.string() }).nullable(),
    template: named.nullable(),
    topic: named.nullable(),
    runId: id,
    preview: z.boolean(),
    plannedAt: time,
    heldUntil: time.nullable(),
    acceptedAt: time.nullable(),
    deliveredAt: time.nullable(),
    openedAt: time.nullable(),
    clickedAt: time.nullable(),
    bouncedAt: time.nullable(),
    complainedAt: time.nullable(),
    unsubscribedAt: time.nullable(),
  })
  .meta({ id: "MessageRow" });

export const message = messageRow
  .extend({
    subject: z.string().nullable(),
    decision: z
      .object({
        go: z.boolean(),
        verdict: z.string(),
        decidedAt: time.nullable(),
        checks: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string(), deciding: z.boolean() })),
      })
      .nullable(),
    timeline: z.array(
      z.object({
        at: time,
        what: z.string(),
        from: z.enum(["ledger", "provider", "link", "person"]),
        /** Who settled it by hand. */
        by: z.string().nullable(),
        automatic: z.boolean(),
        detail: unknownRecord,
      }),
    ),
    attempts: z.int(),
    provider: named.nullable(),
    providerMessageId: z.string().nullable(),
    error: z.string().nullable(),
    leaseUntil: time.nullable(),
    expiresAt: time.nullable(),
    templateVersion: z.int().nullable(),
    /** Only with the right, and when asked for. */
    revealedTo: z.string().nullable(),
    mayReveal: z.boolean(),
  })
  .meta({ id: "Message" });

export const settledMessage = z.object({ id, state }).meta({ id: "SettledMessage" });

const content = z.union([
  z.object({ subject: z.string(), preheader: z.string().optional(), html: z.string(), text: z.string().optional() }),
  z.object({ text: z.string() }),
]);

export const templateProblem = z
  .object({
    path: z.string(),
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    message: z.string(),
    line: z.int().optional(),
    column: z.int().optional(),
  })
  .meta({ id: "TemplateProblem" });

export const templateRow = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    channel,
    transactional: z.boolean(),
    publishedVersion: z.int().nullable(),
    changed: z.boolean(),
    updatedAt: time,
    updatedBy: named.nullable(),
    usedBy: z.array(named.extend({ live: z.boolean() })),
    archivedAt: time.nullable(),
  })
  .meta({ id: "TemplateRow" });

export const template = templateRow
  .extend({ draft: content, revision: z.int(), problems: z.array(templateProblem) })
  .meta({ id: "Template" });

export const templateVersion = z
  .object({ id, number: z.int(), publishedAt: time, publishedBy: named.nullable(), content })
  .meta({ id: "TemplateVersion" });

export const templatePreview = z
  .object({
    subject: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string(),
    bytes: z.int(),
    segments: z.object({ count: z.int(), encoding: z.enum(["GSM-7", "UCS-2"]), units: z.int() }).nullable(),
    problems: z.array(templateProblem),
    person: z.object({ id, name: z.string().nullable() }).nullable(),
    as: z.string().describe("The name of whoever it is rendered for, the invented person included"),
  })
  .meta({ id: "TemplatePreview" });
