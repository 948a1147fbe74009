import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { capSchema, quietHoursSchema } from "../settings.ts";
import type { Channel, ConsentAnswer, DecisionInputs, MessageClass, SuppressionReason } from "../types.ts";
import { plausibleZones } from "../zones.ts";

/** The message that is to be decided, as the ledger knows it. */
export type DecisionSubject = {
  profileId: Id;
  channel: Channel;
  /** As planned; a template whose approval was withdrawn since makes a transactional message a marketing one. */
  class: MessageClass;
  templateId: Id | null;
  /** The contact point; the nil UUID when there is none. */
  endpoint: Id;
  topic: string | null;
  expiresAt: Instant | null;
  providerId: Id;
  leaseMs: number;
  onQuietHours: "hold" | "skip";
  /** What the journey says of the workspace's rules. */
  journey?: { quietHours?: "workspace" | "off"; cap?: "workspace" | "off"; timeZone?: string };
  /** A test send goes to an address of the team, which is nobody's contact point: the organisation's keyed hash of it. */
  preview?: { organisationHash: Uint8Array };
};

/**
 * All that `decide` reads, in one query, with the database's clock. Call it under the person lock and decide in the same transaction.
 *
 * A grant counts at its own contact point only. A refusal counts wherever the same address stands in this environment: whoever
 * said STOP from a number is not written to there because another profile has that number too.
 */
export async function readDecisionInputs(tx: Tx, subject: DecisionSubject): Promise<DecisionInputs> {
  const [row] = await tx.query<Row>("consent_read_inputs", sql, [
    tx.environmentId,
    subject.profileId,
    subject.endpoint,
    subject.topic,
    subject.providerId,
    subject.templateId,
    subject.channel === "sms" ? "phone" : "email",
    subject.preview?.organisationHash ?? null,
  ]);
  if (!row) throw new JourneymanError("not_found", "The message's environment is gone.", { context: { environmentId: tx.environmentId } });
  return toInputs(subject, row);
}

type Row = {
  now: number;
  kind: "test" | "live";
  brake_at: Instant | null;
  brake_reason: string | null;
  listed: boolean;
  quiet_hours: unknown;
  cap: unknown;
  workspace_zone: string;
  time_zone: string | null;
  country: string | null;
  contact_active: boolean | null;
  topic_key: string | null;
  topic_name: string | null;
  topic_no_record: "opt-in" | "opt-out" | null;
  topic_archived: boolean | null;
  topic_state: "granted" | "denied" | null;
  topic_at: Instant | null;
  topic_expires_at: Instant | null;
  channel_state: "granted" | "denied" | null;
  channel_at: Instant | null;
  suppression: SuppressionReason | null;
  suppressed_at: Instant | null;
  provider_fake: boolean | null;
  transactional: boolean | null;
  sent: Instant[] | null;
};

// The cap's window is made two hours wider than it says, because an interval of days has 23 or 25 hours when clocks change; `decide`
// counts exactly. Test sends are no messages to a person.
const sql = `
SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
  e.kind, e.brake_at, e.brake_reason,
  e.kind = 'test' AND EXISTS (SELECT 1 FROM test_recipient r WHERE r.environment_id = $1 AND r.kind = $7 AND r.organisation_hash = h.hash) AS listed,
  w.quiet_hours, w.cap, w.time_zone AS workspace_zone,
  p.time_zone, p.country,
  c.active AS contact_active,
  t.key AS topic_key, t.name AS topic_name, t.no_record AS topic_no_record, t.archived_at IS NOT NULL AS topic_archived,
  tc.state AS topic_state, tc.at AS topic_at, tc.expires_at AS topic_expires_at,
  cc.state AS channel_state, cc.at AS channel_at,
  s.reason AS suppression, s.at AS suppressed_at,
  pr.fake AS provider_fake,
  tp.transactional,
  (SELECT array_agg(m.claimed_at) FROM message m
    WHERE w.cap->'marketing' IS NOT NULL AND m.environment_id = $1 AND m.profile_id = $2 AND m.class = 'marketing'
      AND m.state IN ('claimed', 'accepted', 'unknown')
      AND m.claimed_at > clock_timestamp() - (w.cap->'marketing'->>'within')::interval - interval '2 hours'
      AND NOT m.settings ? 'preview') AS sent
FROM environment e
JOIN workspace w ON w.id = e.workspace_id
LEFT JOIN profile p ON p.environment_id = $1 AND p.id = $2
LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = $3 AND c.profile_id = $2
CROSS JOIN LATERAL (SELECT coalesce(c.organisation_hash, $8::bytea) AS hash) h
LEFT JOIN topic t ON t.environment_id = $1 AND t.key = $4
LEFT JOIN provider pr ON pr.environment_id = $1 AND pr.id = $5
LEFT JOIN template tp ON tp.environment_id = $1 AND tp.id = $6
LEFT JOIN LATERAL (
  SELECT cs.state, cs.at, cs.expires_at
  FROM contact_point o JOIN consent_state cs ON cs.environment_id = $1 AND cs.contact_point_id = o.id AND cs.subject = $4
  WHERE o.environment_id = $1 AND o.kind = $7 AND o.address_hash = c.address_hash AND (o.id = c.id OR cs.state = 'denied')
  ORDER BY cs.at DESC, cs.state = 'denied' DESC LIMIT 1
) tc ON true
LEFT JOIN LATERAL (
  SELECT cs.state, cs.at
  FROM contact_point o JOIN consent_state cs ON cs.environment_id = $1 AND cs.contact_point_id = o.id AND cs.subject = 'channel'
  WHERE o.environment_id = $1 AND o.kind = $7 AND o.address_hash = c.address_hash AND (o.id = c.id OR cs.state = 'denied')
  ORDER BY cs.at DESC, cs.state = 'denied' DESC LIMIT 1
) cc ON true
LEFT JOIN suppression s ON s.organisation_id = e.organisation_id AND s.environment_kind = e.kind AND s.kind = $7 AND s.organisation_hash = h.hash
WHERE e.id = $1`;

function toInputs(subject: DecisionSubject, row: Row): DecisionInputs {
  const steppedOut = [
    ...(subject.journey?.cap === "off" ? (["cap"] as const) : []),
    ...(subject.journey?.quietHours === "off" ? (["quiet-hours"] as const) : []),
  ];
  const cap = row.cap === null || steppedOut.includes("cap") ? undefined : parse(capSchema, row.cap, "cap").marketing;
  const quiet =
    row.quiet_hours === null || steppedOut.includes("quiet-hours") ? undefined : parse(quietHoursSchema, row.quiet_hours, "quiet hours");
  const quietHere = quiet && (quiet.channels === undefined || quiet.channels.includes(subject.channel)) ? quiet : undefined;
  const approved = subject.class === "transactional" && row.transactional === true;
  return {
    now: row.now,
    leaseMs: subject.leaseMs,
    channel: subject.channel,
    class: approved ? "transactional" : "marketing",
    preview: subject.preview !== undefined,
    ...(row.brake_at === null
      ? {}
      : { brake: { since: row.brake_at, ...(row.brake_reason === null ? {} : { reason: row.brake_reason }) } }),
    ...(subject.expiresAt === null ? {} : { expiresAt: subject.expiresAt }),
    contactPoint: contactPoint(subject, row),
    environmentKind: row.kind,
    providerFake: row.provider_fake ?? false,
    recipientListed: row.listed,
    ...(row.suppression === null ? {} : { suppression: { reason: row.suppression, at: row.suppressed_at ?? row.now } }),
    ...(row.channel_state === null ? {} : { channelConsent: answer(row.channel_state, row.channel_at, null) }),
    ...(row.topic_key === null
      ? {}
      : {
          topic: {
            key: row.topic_key,
            ...(row.topic_name === null ? {} : { name: row.topic_name }),
            noRecord: row.topic_no_record ?? "opt-in",
            archived: row.topic_archived ?? false,
          },
        }),
    ...(row.topic_state === null ? {} : { topicConsent: answer(row.topic_state, row.topic_at, row.topic_expires_at) }),
    ...(cap === undefined ? {} : { cap: { limit: cap.count, within: cap.within, sent: row.sent ?? [] } }),
    ...(quietHere === undefined ? {} : { quietHours: { from: quietHere.from, to: quietHere.to, otherwise: subject.onQuietHours } }),
    ...(steppedOut.length === 0 ? {} : { steppedOut }),
    zones: plausibleZones({
      profile: row.time_zone,
      country: row.country,
      journey: subject.journey?.timeZone,
      workspace: row.workspace_zone,
    }),
  };
}

function contactPoint(subject: DecisionSubject, row: Row): DecisionInputs["contactPoint"] {
  if (subject.preview) return "active";
  if (row.contact_active === null) return "none";
  return row.contact_active ? "active" : "replaced";
}

function answer(state: "granted" | "denied", at: Instant | null, expiresAt: Instant | null): ConsentAnswer {
  return { state, at: at ?? 0, ...(expiresAt === null ? {} : { expiresAt }) };
}

function parse<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success && read.data !== undefined) return read.data;
  throw new JourneymanError(
    "internal",
    `The workspace's ${what} are stored in a form that cannot be read; save them again under Settings.`,
  );
}
