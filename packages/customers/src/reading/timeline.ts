import type { Id, Instant, JsonObject } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { type SealedEvent, sealedEventFromJson } from "../events/sealed.ts";
import { joinProperties } from "../fields/split.ts";
import { readCursor, writeCursor } from "./cursor.ts";

export type TimelineKind = "event" | "message" | "step" | "refusal" | "consent";

type Base = { id: Id; at: Instant };
export type TimelineItem = Base &
  (
    | {
        kind: "event";
        type: string;
        name: string;
        properties: JsonObject;
        source: string | null;
        historical: boolean;
        /** False: from a browser without a signed token; what it said of who it is was not applied. */
        trusted: boolean;
        /** It has values that are hidden without `reveal`. */
        sealed: boolean;
      }
    | {
        kind: "message";
        runId: Id;
        journeyId: Id;
        journey: string | null;
        version: number | null;
        node: string;
        title: string | null;
        channel: string;
        class: string;
        topic: string | null;
        state: string;
        reason: string | null;
        /** The states it went through, in order of time. */
        ledger: { state: string; at: Instant }[];
      }
    | {
        kind: "step";
        runId: Id;
        journeyId: Id | null;
        journey: string | null;
        version: number | null;
        /** Empty for what concerns the run as a whole. */
        node: string;
        title: string | null;
        /** The step as its version defines it. */
        step: JsonObject | null;
        /** `began`, or the trace's kind. */
        what: string;
        port: string | null;
        detail: JsonObject;
      }
    | { kind: "refusal"; journeyId: Id; journey: string | null; reason: string; detail: JsonObject }
    | {
        kind: "consent";
        subject: string;
        /** The topic's name, when the subject is one. */
        topic: string | null;
        state: string;
        method: string;
      }
  );

export type TimelinePage = { limit?: number; after?: string; kinds?: readonly TimelineKind[]; reveal: boolean };
export type Timeline = { items: TimelineItem[]; next?: string };

type Row = Base & { kind: TimelineKind; data: JsonObject; sealed: Buffer | null };

/** All that happened to and was done by a person, newest first. `limit` is at most 200 (default 50). */
export async function personTimeline(
  tx: Tx,
  vault: Vault,
  profileId: Id,
  { limit = 50, after, kinds, reveal }: TimelinePage,
): Promise<Timeline> {
  const most = Math.min(Math.max(1, Math.trunc(limit)), 200);
  const cursor = after === undefined ? undefined : readCursor(after);
  const rows = await tx.query<Row>("customers.timeline", sql, [
    tx.environmentId,
    profileId,
    sqlTime(cursor?.at ?? null),
    cursor?.id ?? null,
    most + 1,
    kinds ?? ["event", "message", "step", "refusal", "consent"],
  ]);
  const shown = rows.slice(0, most);
  const items: TimelineItem[] = [];
  for (const { id, at, kind, data, sealed } of shown) {
    const item = { id, at, kind, ...data, ...(kind === "event" ? { sealed: sealed !== null } : {}) } as TimelineItem;
    if (item.kind === "event" && reveal && sealed !== null) {
      const opened: SealedEvent = sealedEventFromJson(await vault.openForPerson(tx, profileId, sealed));
      item.properties = { ...joinProperties(item.properties, opened.properties ?? []), ...opened.traits };
    }
    items.push(item);
  }
  const last = shown.at(-1);
  return { items, ...(rows.length > most && last ? { next: writeCursor(last) } : {}) };
}

/** The rows of one kind that come after the cursor, already cut to the page's length. */
function part(kind: TimelineKind, select: string, where: string, time: string, id = "t.id"): string {
  return `(SELECT ${id} AS id, ${time} AS at, '${kind}' AS kind, ${select} ${where}
     AND '${kind}' = ANY($6::text[]) AND ($3::timestamptz IS NULL OR (${time}, ${id}) < ($3, $4::uuid))
   ORDER BY ${time} DESC, ${id} DESC LIMIT $5)`;
}

const own = "t.environment_id = $1 AND t.profile_id = $2";
const nodeTitle = "v.plan #>> ARRAY['nodes', t.node, 'title']";
const nodeDefinition = "v.definition #> ARRAY['nodes', t.node]";

/** Coming to a step and handing over a message say nothing that the wait, the message or the way taken does not say itself. */
const worthTelling = "t.kind NOT IN ('entered', 'message') AND NOT (t.kind = 'left' AND t.port IN ('done', 'skipped', 'failed'))";

const ledger = `(SELECT coalesce(jsonb_agg(jsonb_build_object('state', x.state, 'at', floor(extract(epoch FROM x.at) * 1000)) ORDER BY x.at, x.place), '[]')
  FROM (VALUES (1, 'planned', t.planned_at), (2, 'accepted', t.accepted_at), (3, 'delivered', t.delivered_at), (4, 'opened', t.opened_at),
    (5, 'clicked', t.clicked_at), (6, 'bounced', t.bounced_at), (7, 'complained', t.complained_at), (8, 'unsubscribed', t.unsubscribed_at),
    (9, t.state, CASE WHEN t.accepted_at IS NULL THEN CASE t.state WHEN 'unknown' THEN t.claimed_at ELSE t.final_at END END)) AS x(place, state, at)
  WHERE x.at IS NOT NULL)`;

const sql = `
SELECT * FROM (
  ${part(
    "event",
    `jsonb_build_object('type', t.type, 'name', t.name, 'properties', t.properties, 'historical', t.historical, 'trusted', t.trusted,
       'source', (SELECT s.name FROM source s WHERE s.environment_id = $1 AND s.id = t.source_id)) AS data, t.sealed`,
    `FROM event t WHERE ${own}`,
    "t.at",
  )}
  UNION ALL
  ${part(
    "message",
    `jsonb_build_object('runId', t.run_id, 'journeyId', t.journey_id, 'journey', j.name, 'version', v.number, 'node', t.node, 'title', ${nodeTitle}, 'channel', t.channel,
       'class', t.class, 'topic', t.topic, 'state', t.state, 'reason', t.reason, 'ledger', ${ledger}) AS data, NULL::bytea AS sealed`,
    `FROM message t LEFT JOIN version v ON v.environment_id = $1 AND v.id = t.version_id
       LEFT JOIN journey j ON j.environment_id = $1 AND j.id = t.journey_id WHERE ${own}`,
    "t.planned_at",
  )}
  UNION ALL
  ${part(
    "step",
    `jsonb_build_object('runId', t.run_id, 'journeyId', v.journey_id, 'journey', j.name, 'version', v.number, 'node', t.node, 'title', ${nodeTitle},
       'step', ${nodeDefinition}, 'what', t.kind, 'port', t.port, 'detail', t.detail) AS data, NULL::bytea AS sealed`,
    `FROM trace t LEFT JOIN version v ON v.environment_id = $1 AND v.id = t.version_id
       LEFT JOIN journey j ON j.environment_id = $1 AND j.id = v.journey_id WHERE ${own} AND ${worthTelling}`,
    "t.at",
  )}
  UNION ALL
  ${part(
    "step",
    `jsonb_build_object('runId', t.id, 'journeyId', t.journey_id, 'journey', j.name, 'version', v.number, 'node', '', 'title', NULL,
       'step', NULL, 'what', 'began', 'port', NULL, 'detail', '{}'::jsonb) AS data, NULL::bytea AS sealed`,
    `FROM run t LEFT JOIN version v ON v.environment_id = $1 AND v.id = t.version_id
       LEFT JOIN journey j ON j.environment_id = $1 AND j.id = t.journey_id WHERE ${own} AND NOT t.preview`,
    "t.entered_at",
  )}
  UNION ALL
  ${part(
    "refusal",
    "jsonb_build_object('journeyId', t.journey_id, 'journey', j.name, 'reason', t.reason, 'detail', t.detail) AS data, NULL::bytea AS sealed",
    `FROM refusal t LEFT JOIN journey j ON j.environment_id = $1 AND j.id = t.journey_id WHERE ${own}`,
    "t.at",
  )}
  UNION ALL
  ${part(
    "consent",
    "jsonb_build_object('subject', t.subject, 'topic', (SELECT o.name FROM topic o WHERE o.environment_id = $1 AND o.key = t.subject), 'state', t.state, 'method', t.method) AS data, NULL::bytea AS sealed",
    `FROM consent t WHERE t.environment_id = $1 AND (t.profile_id = $2 OR t.contact_point_id IN (
       SELECT c.id FROM contact_point c WHERE c.environment_id = $1 AND c.profile_id = $2))`,
    "t.at",
  )}
) AS timeline ORDER BY at DESC, id DESC LIMIT $5`;
