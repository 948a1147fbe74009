import { z } from "zod";
import { channel, id, listOf, named, time, unknownRecord } from "./common.ts";

const contactKind = z.enum(["email", "phone"]);

export const personRow = z
  .object({
    id,
    userId: z.string().nullable(),
    name: z.string().nullable(),
    hint: z.string().nullable(),
    contactPoints: z.array(z.object({ kind: contactKind, hint: z.string() })),
    country: z.string().nullable(),
    timeZone: z.string().nullable(),
    locale: z.string().nullable(),
    createdAt: time,
    lastSeenAt: time.nullable(),
  })
  .meta({ id: "PersonRow" });

const consentCell = z.object({
  channel,
  contactPointId: id.nullable(),
  state: z.enum(["granted", "denied", "no-record", "none"]),
  allowed: z.boolean(),
  at: time.nullable(),
  method: z.string().nullable(),
  wordingVersion: z.int().nullable(),
  wording: z.string().nullable(),
});

export const consentMatrix = z
  .object({
    channels: z.array(channel),
    rows: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        kind: z.enum(["channel", "topic", "tracking", "profiling", "sharing"]),
        noRecord: z.enum(["opt-in", "opt-out"]),
        cells: z.array(consentCell),
      }),
    ),
  })
  .meta({ id: "ConsentMatrix" });

export const personRun = z
  .object({
    id,
    journey: named,
    version: z.int(),
    status: z.enum(["active", "paused", "stuck", "ended"]),
    enteredAt: time,
    endedAt: time.nullable(),
    exitReason: z.string().nullable(),
    exitReasonText: z.string().nullable(),
    at: z.object({ node: z.string(), title: z.string(), family: z.string(), sentence: z.string() }).nullable(),
    wakeAt: time.nullable(),
  })
  .meta({ id: "PersonRun" });

export const person = personRow
  .extend({
    redirectTo: id.nullable(),
    identities: z.array(z.object({ kind: z.string(), value: z.string().nullable(), count: z.int() })),
    points: z.array(
      z.object({
        id,
        kind: contactKind,
        hint: z.string(),
        value: z.string().optional(),
        active: z.boolean(),
        suppressed: z.object({ reason: z.string(), at: time }).nullable(),
      }),
    ),
    traits: z.array(
      z.object({
        name: z.string(),
        class: z.enum(["contact", "attribute", "restricted"]),
        value: z.unknown().optional(),
        hidden: z.boolean(),
        /** Null where nobody said it in so many words, as after two people became one. */
        origin: z.object({ since: time, source: z.string().nullable() }).nullable(),
      }),
    ),
    consent: consentMatrix,
    runs: z.array(personRun),
    firstSeenAt: time.nullable(),
    mayReveal: z.boolean(),
    revealed: z.boolean(),
  })
  .meta({ id: "Person" });

export const traitHistory = listOf(
  z.object({
    id,
    at: time,
    source: z.string().nullable(),
    /** Null takes the trait away; absent while hidden. */
    value: z.unknown().optional(),
    hidden: z.boolean(),
  }),
).meta({ id: "TraitHistory" });

const ledgerStep = z.object({ state: z.string(), at: time.nullable() });

export const timeline = listOf(
  z.object({
    id,
    kind: z.enum(["event", "message", "journey", "change", "consent"]),
    at: time,
    sentence: z.string(),
    aside: z.string().nullable(),
    icon: z.string(),
    family: z.string().optional(),
    href: z.string().optional(),
    message: z.object({ id, channel, state: z.string(), reason: z.string().nullable(), ledger: z.array(ledgerStep) }).optional(),
    event: z.object({ id, name: z.string(), properties: unknownRecord, hidden: z.boolean() }).optional(),
  }),
).meta({ id: "Timeline" });

export const why = z
  .object({
    sentence: z.string(),
    decidedAt: time.nullable(),
    checks: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string(), deciding: z.boolean() })),
    mend: z.object({ label: z.string(), href: z.string() }).nullable(),
  })
  .meta({ id: "Why" });

export const home = z
  .object({
    needs: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        severity: z.enum(["bad", "warn", "info"]),
        title: z.string(),
        detail: z.string(),
        since: time.nullable(),
        href: z.string(),
        label: z.string(),
      }),
    ),
    journeys: z.array(
      z.object({
        id,
        name: z.string(),
        status: z.enum(["live", "paused"]),
        inside: z.number(),
        enteredToday: z.number(),
        entered14Days: z.array(z.number()),
        stuck: z.number(),
        converted30Days: z.object({ entered: z.number(), converted: z.number() }).nullable(),
      }),
    ),
    sentToday: z.object({
      accepted: z.number(),
      change: z.number().nullable(),
      hours: z.array(z.object({ hour: z.int(), email: z.number(), sms: z.number() })),
      channels: z.array(z.object({ channel, accepted: z.number(), delivered: z.number() })),
    }),
    health: z.array(
      z.object({ key: z.string(), label: z.string(), state: z.enum(["ok", "warn", "bad"]), value: z.string(), detail: z.string() }),
    ),
    checkedAt: time,
  })
  .meta({ id: "Home" });

export const recentEvents = z
  .object({
    items: z.array(z.object({ id, name: z.string(), at: time, summary: z.string(), source: z.string().nullable(), personId: id })),
    perMinute: z.number(),
  })
  .meta({ id: "RecentEvents" });
