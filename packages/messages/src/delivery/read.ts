import type { Channel, MessageClass } from "@journeyman/consent";
import { type Id, type Instant, JourneymanError, type JsonObject } from "@journeyman/core";
import type { SealedEventRow, SealedPerson, SealedPoint } from "@journeyman/customers";
import type { Tx } from "@journeyman/store";
import { type MessageSettings, messageSettingsSchema } from "../ledger/settings.ts";
import type { MessageState } from "../ledger/states.ts";

export type MessageRef = { environmentId: Id; runId: Id; messageId: Id };

/** A message as delivering sees it, with what its run, journey, template and workspace say. One query. */
export type LedgerMessage = {
  node: string;
  visit: number;
  state: MessageState;
  reason: string | null;
  profileId: Id;
  channel: Channel;
  endpoint: Id;
  class: MessageClass;
  topic: string | null;
  topicId: Id | null;
  settings: MessageSettings;
  heldUntil: Instant | null;
  expiresAt: Instant | null;
  leaseUntil: Instant | null;
  claimId: Id | null;
  attempts: number;
  runStatus: "active" | "paused" | "stuck" | "ended";
  variables: JsonObject;
  /** Mail that waits in the run's box and ends it, or pauses it. */
  ending: boolean;
  pausing: boolean;
  template: { id: Id; key: string; channel: string; versionId: Id | null } | null;
  postalAddress: string | null;
  workspaceZone: string;
  /** Opens and clicks may be tracked: nobody asks for agreement to it here, or this person gave it. */
  tracking: boolean;
  organisationHash: Buffer | null;
  /** What it is made from, still sealed. Null: a person that is gone, an address that was replaced, a run without an event. */
  person: SealedPerson | null;
  address: SealedPoint | null;
  event: SealedEventRow | null;
};

/** Throws `not_found` when there is no such message in this environment. */
export async function readLedgerMessage(tx: Tx, ref: MessageRef): Promise<LedgerMessage> {
  const [row] = await tx.query<Row>("message_read_for_delivery", sql, [tx.environmentId, ref.runId, ref.messageId]);
  if (!row) {
    throw new JourneymanError("not_found", "There is no such message in this run.", {
      context: { runId: ref.runId, messageId: ref.messageId },
    });
  }
  const { profileSealed, addressSealed, eventSealed, person, address, event, ...message } = row;
  return {
    ...message,
    settings: messageSettingsSchema.parse(row.settings) as MessageSettings,
    person: person && { ...person, sealed: profileSealed },
    address: address && addressSealed && { ...address, sealed: addressSealed },
    event: event && { ...event, sealed: eventSealed },
  };
}

// JSON cannot carry bytes, so what is sealed comes beside its row.
type Row = Omit<LedgerMessage, "settings" | "person" | "address" | "event"> & {
  settings: unknown;
  person: Omit<SealedPerson, "sealed"> | null;
  profileSealed: Buffer | null;
  address: Omit<SealedPoint, "sealed"> | null;
  addressSealed: Buffer | null;
  event: Omit<SealedEventRow, "sealed"> | null;
  eventSealed: Buffer | null;
};

// Tracking is refused by one open topic of that kind which this contact point did not agree to (or, where no record means yes, refused).
const sql = `
SELECT m.node, m.visit, m.state, m.reason, m.profile_id AS "profileId", m.channel, m.endpoint, m.class, m.topic, k.id AS "topicId", m.settings,
  m.held_until AS "heldUntil", m.expires_at AS "expiresAt", m.lease_until AS "leaseUntil", m.claim_id AS "claimId", m.attempts,
  r.status AS "runStatus", coalesce(r.state->'variables', '{}') AS variables,
  EXISTS (SELECT 1 FROM mail x WHERE x.environment_id = $1 AND x.run_id = $2 AND x.kind IN ('exit', 'cancel')) AS ending,
  coalesce((SELECT x.kind FROM mail x WHERE x.environment_id = $1 AND x.run_id = $2 AND x.kind IN ('pause', 'resume')
    ORDER BY x.id DESC LIMIT 1), 'resume') = 'pause' AS pausing,
  CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'key', t.key, 'channel', t.channel, 'versionId', t.current_version_id) END AS template,
  w.postal_address AS "postalAddress", w.time_zone AS "workspaceZone",
  NOT EXISTS (
    SELECT 1 FROM topic p
    LEFT JOIN consent_state s ON s.environment_id = $1 AND s.contact_point_id = m.endpoint AND s.subject = p.key
    WHERE p.environment_id = $1 AND p.kind = 'tracking' AND p.archived_at IS NULL
      AND (s.state = 'denied' OR (p.no_record = 'opt-in' AND (s.state IS NULL OR s.expires_at <= now())))
  ) AS tracking,
  c.organisation_hash AS "organisationHash",
  CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'traits', u.traits, 'time_zone', u.time_zone, 'locale', u.locale,
    'country', u.country) END AS person, u.sealed AS "profileSealed",
  CASE WHEN c.active THEN jsonb_build_object('id', c.id, 'kind', c.kind) END AS address, c.sealed AS "addressSealed",
  CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('id', v.id, 'name', v.name, 'at', floor(extract(epoch FROM v.at) * 1000),
    'properties', v.properties, 'profile_id', v.profile_id) END AS event, v.sealed AS "eventSealed"
FROM message m
JOIN run r ON r.environment_id = $1 AND r.id = $2
JOIN environment e ON e.id = $1
JOIN workspace w ON w.id = e.workspace_id
LEFT JOIN template t ON t.environment_id = $1 AND t.id = m.template_id
LEFT JOIN topic k ON k.environment_id = $1 AND k.key = m.topic
LEFT JOIN profile u ON u.environment_id = $1 AND u.id = m.profile_id
LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = m.endpoint AND c.profile_id = m.profile_id
LEFT JOIN event v ON v.environment_id = $1 AND v.id = r.trigger_event_id
WHERE m.environment_id = $1 AND m.run_id = $2 AND m.id = $3`;
