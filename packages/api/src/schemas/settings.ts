import { z } from "zod";
import { channel, id, listOf, named, time, unknownRecord } from "./common.ts";

export const workspaceSettings = z
  .object({
    name: z.string(),
    timeZone: z.string(),
    postalAddress: z.string().nullable(),
    quietHours: z.object({ from: z.string(), to: z.string(), channels: z.array(channel).optional() }).nullable(),
    cap: z.object({ marketing: z.object({ count: z.int(), within: z.string() }).optional() }).nullable(),
  })
  .meta({ id: "WorkspaceSettings" });

export const topic = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(["topic", "tracking", "profiling", "sharing"]),
    noRecord: z.enum(["opt-in", "opt-out"]),
    wording: z.string(),
    wordingVersion: z.int(),
    archivedAt: time.nullable(),
    counts: z.object({ granted: z.int(), denied: z.int() }),
  })
  .meta({ id: "Topic" });

export const testRecipient = z
  .object({
    id,
    kind: z.enum(["email", "phone"]),
    /** Whole for whoever may change the list, else a hint. */
    address: z.string(),
    addedBy: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: "TestRecipient" });

export const provider = z
  .object({
    id,
    channel,
    kind: z.enum(["smtp", "twilio"]),
    name: z.string(),
    settings: unknownRecord,
    secrets: z.array(z.string()),
    fake: z.boolean(),
    active: z.boolean(),
    ratePerSecond: z.number().nullable(),
    webhookUrl: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: "Provider" });

export const field = z
  .object({
    scope: z.enum(["trait", "event"]),
    name: z.string(),
    class: z.enum(["contact", "attribute", "restricted"]),
    /** False: guessed from its name or looks, and held sealed while it may be contact data. */
    decided: z.boolean(),
    type: z.string().nullable(),
    firstSeenAt: time,
  })
  .meta({ id: "Field" });

export const probe = z.object({ ok: z.boolean(), message: z.string(), ms: z.number() }).meta({ id: "Probe" });

export const source = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(["server", "browser"]),
    writeKey: z.string().nullable(),
    prefix: z.string(),
    mayConsent: z.boolean(),
    createdAt: time,
    lastSeenAt: time.nullable(),
    /** Events that were wrong and are not recorded, and why the last of them was. */
    refused: z.object({ events: z.int(), lastAt: time, lastReason: z.string() }).nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: "Source" });

export const createdSource = z.object({ id, writeKey: z.string(), tokenSecret: z.string().optional() }).meta({ id: "CreatedSource" });

export const apiKey = z
  .object({
    id,
    name: z.string(),
    prefix: z.string(),
    role: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: "ApiKey" });

export const member = z
  .object({ id, name: z.string(), email: z.string(), role: z.string(), disabledAt: time.nullable(), createdAt: time, you: z.boolean() })
  .meta({ id: "Member" });

/** Shown once: it opens an account. */
export const passwordLink = z.object({ url: z.string(), expiresAt: time }).meta({ id: "PasswordLink" });

export const session = z
  .object({
    id,
    user: named,
    createdAt: time,
    seenAt: time,
    userAgent: z.string().nullable(),
    current: z.boolean(),
    revokedAt: time.nullable(),
  })
  .meta({ id: "Session" });

export const auditPage = listOf(
  z.object({
    seq: z.string(),
    at: time,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    action: z.string(),
    sentence: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  }),
)
  .extend({ chain: z.object({ ok: z.boolean(), length: z.int(), brokenAt: z.string().nullable() }) })
  .meta({ id: "AuditPage" });
