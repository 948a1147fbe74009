import { z } from "zod";
import { id, named, time, unknownRecord } from "./common.ts";
import { definitionMeta } from "./journey-definition.ts";

const status = z.enum(["draft", "live", "paused", "stopped"]);

const definitionDocument = unknownRecord.meta(definitionMeta);

export const journeyProblem = z
  .object({
    node: z.string().optional(),
    path: z.string(),
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    message: z.string(),
    /** One click's change of the definition that mends it. */
    mend: z.object({ label: z.string(), edits: z.array(z.unknown()).readonly() }).optional(),
  })
  .meta({ id: "JourneyProblem" });

export const journeyRow = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    status,
    liveVersion: z.int().nullable(),
    draftIsAhead: z.boolean(),
    updatedAt: time,
    archivedAt: time.nullable(),
    trigger: z.string().nullable(),
    inside: z.number(),
    paused: z.number(),
    stuck: z.number(),
    enteredToday: z.number(),
    entered14Days: z.array(z.number()),
    converted30Days: z.object({ entered: z.number(), converted: z.number() }).nullable(),
  })
  .meta({ id: "JourneyRow" });

export const version = z
  .object({
    id,
    number: z.int(),
    note: z.string(),
    publishedAt: time,
    publishedBy: named.nullable(),
    checksum: z.string(),
    live: z.boolean(),
  })
  .meta({ id: "Version" });

export const versionDetail = version.extend({ definition: definitionDocument, layout: unknownRecord }).meta({ id: "VersionDetail" });

export const journey = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    status,
    createdAt: time,
    archivedAt: time.nullable(),
    live: version.nullable(),
    liveDefinition: definitionDocument.nullable(),
    liveLayout: unknownRecord.nullable(),
    draftIsAhead: z.boolean(),
    draft: z.object({
      revision: z.int(),
      definition: definitionDocument,
      layout: unknownRecord,
      updatedAt: time,
      updatedBy: named.nullable(),
    }),
    problems: z.array(journeyProblem),
  })
  .meta({ id: "Journey" });

export const savedDraft = z.object({ revision: z.int(), updatedAt: time, problems: z.array(journeyProblem) }).meta({ id: "SavedDraft" });

export const review = z
  .object({
    revision: z.int(),
    nextNumber: z.int(),
    firstPublish: z.boolean(),
    problems: z.array(journeyProblem),
    changes: z.array(
      z.object({ kind: z.enum(["added", "changed", "removed", "entry", "settings"]), node: z.string().optional(), text: z.string() }),
    ),
    inside: z.array(z.object({ node: z.string(), title: z.string(), waiting: z.int(), fate: z.string() })),
    enteringADay: z.number(),
  })
  .meta({ id: "Review" });

export const counts = z
  .object({
    steps: z.record(
      z.string(),
      z.object({ waiting: z.number(), entered: z.number(), ports: z.record(z.string(), z.number()), nextDue: time.nullable() }),
    ),
    inside: z.number(),
    paused: z.number(),
    stuck: z.number(),
    ended: z.number(),
    exits: z.record(z.string(), z.number()),
    refused: z.record(z.string(), z.number()),
    /** Sums of different currencies are never added up. */
    conversions: z.object({ people: z.number(), values: z.array(z.object({ value: z.number(), currency: z.string().nullable() })) }),
    version: z.int().nullable(),
    versions: z
      .array(z.object({ id, number: z.int(), inside: z.number() }))
      .meta({ description: "Every version of the journey that has people inside, latest first, whichever one is asked about." }),
    at: time,
  })
  .meta({ id: "Counts" });

const check = z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() });

export const runRow = z
  .object({
    id,
    journey: named,
    version: z.int(),
    person: z.object({ id, name: z.string().nullable(), hint: z.string().nullable() }),
    status: z.enum(["active", "paused", "stuck", "ended"]),
    enteredAt: time,
    endedAt: time.nullable(),
    exitReason: z.string().nullable(),
    exitReasonText: z.string().nullable(),
    wakeAt: time.nullable(),
    stuck: z.object({ node: z.string(), message: z.string(), at: time }).nullable(),
    standing: z.array(z.object({ node: z.string(), title: z.string(), kind: z.string(), since: time, until: time.nullable() })),
  })
  .meta({ id: "RunRow" });

export const run = runRow
  .extend({
    definition: definitionDocument,
    layout: unknownRecord,
    trigger: z.object({ id, name: z.string(), at: time, properties: unknownRecord }).nullable(),
    steps: z.array(
      z.object({
        id,
        node: z.string(),
        visit: z.int(),
        kind: z.string(),
        port: z.string().nullable(),
        at: time,
        reason: z.string(),
        reasonText: z.string(),
        readings: z.array(z.object({ what: z.string(), value: z.unknown().optional(), rule: z.string(), held: z.boolean() })),
        detail: unknownRecord,
      }),
    ),
    messages: z.array(
      z.object({
        id,
        node: z.string(),
        visit: z.int(),
        channel: z.string(),
        state: z.string(),
        reason: z.string().nullable(),
        reasonText: z.string().nullable(),
        checks: z.array(check),
        plannedAt: time,
        heldUntil: time.nullable(),
        acceptedAt: time.nullable(),
        deliveredAt: time.nullable(),
        openedAt: time.nullable(),
        clickedAt: time.nullable(),
        bouncedAt: time.nullable(),
        error: z.string().nullable(),
      }),
    ),
    conversions: z.array(z.object({ eventId: id, value: z.string().nullable(), currency: z.string().nullable(), at: time })),
  })
  .meta({ id: "Run" });

export const refusal = z
  .object({
    id,
    journey: named,
    person: z.object({ id, name: z.string().nullable(), hint: z.string().nullable() }),
    reason: z.string(),
    reasonText: z.string(),
    detail: unknownRecord,
    at: time,
  })
  .meta({ id: "Refusal" });

export const authoringContext = z
  .object({
    templates: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        channel: z.string(),
        published: z.boolean(),
        transactional: z.boolean(),
        archived: z.boolean(),
        variables: z.array(z.string()),
      }),
    ),
    topics: z.array(z.object({ key: z.string(), name: z.string(), archived: z.boolean() })),
    channels: z.array(z.object({ channel: z.string(), ready: z.boolean(), problem: z.string().optional() })),
    events: z.array(z.object({ name: z.string(), properties: z.array(z.string()), aDay: z.number() })),
    traits: z.array(z.object({ name: z.string(), class: z.string(), type: z.string().nullable() })),
    properties: z.array(z.object({ name: z.string(), class: z.string(), type: z.string().nullable() })),
  })
  .meta({ id: "AuthoringContext" });
