import type { FactKind } from "@journeyman/channels/providers";
import { suppress } from "@journeyman/consent/store";
import type { Id, Instant, JsonObject } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import { type Moved, move } from "../ledger/move.ts";
import type { MessageState } from "../ledger/states.ts";

export type Engagement = "delivered" | "opened" | "clicked" | "bounced";

/** What a fact means to the run: the wait it may satisfy. */
export type AppliedFact = {
  factId: Id;
  runId: Id;
  messageId: Id;
  node: string;
  visit: number;
  profileId: Id;
  /** Absent for facts that no step can wait for. */
  engagement?: Engagement;
  /** Made by a scanner or a proxy: satisfies nothing. */
  automatic: boolean;
  at: Instant;
};

type Row = {
  run_id: Id;
  message_id: Id;
  kind: FactKind;
  automatic: boolean;
  detail: JsonObject;
  at: Instant;
  node: string;
  visit: number;
  profile_id: Id;
  endpoint: Id;
  channel: string;
  state: MessageState;
  provider_message_id: string | null;
  preview: boolean;
  organisation_hash: Buffer | null;
};

/**
 * Applies one fact, under the person's lock, in the order of the person's inbox. Facts only raise what a message has reached: whatever a
 * provider or a person says of it proves that it was accepted, so an unknown message becomes accepted and a claimed one too.
 * Undefined when the fact is unmatched or gone.
 */
export async function applyFact(tx: Tx, factId: Id): Promise<AppliedFact | undefined> {
  const [fact] = await tx.query<Row>("message_fact_read", readSql, [tx.environmentId, factId]);
  if (!fact) return undefined;
  await raise(tx, fact);
  await note(tx, fact);
  await learn(tx, fact);
  const engagement = engagementOf(fact.kind);
  return {
    factId,
    runId: fact.run_id,
    messageId: fact.message_id,
    node: fact.node,
    visit: fact.visit,
    profileId: fact.profile_id,
    ...(engagement === undefined ? {} : { engagement }),
    automatic: fact.automatic,
    at: fact.at,
  };
}

const readSql = `
SELECT f.run_id, f.message_id, f.kind, f.automatic, f.detail, f.at, m.node, m.visit, m.profile_id, m.endpoint, m.channel, m.state, f.provider_message_id,
  m.settings ? 'preview' AS preview, c.organisation_hash
FROM message_fact f
JOIN message m ON m.environment_id = $1 AND m.run_id = f.run_id AND m.id = f.message_id
LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = m.endpoint
WHERE f.environment_id = $1 AND f.id = $2`;

async function raise(tx: Tx, fact: Row): Promise<Moved | undefined> {
  if (fact.state !== "claimed" && fact.state !== "unknown") return undefined;
  const proven = {
    runId: fact.run_id,
    id: fact.message_id,
    at: tx.now(),
    from: ["claimed", "unknown"] as const,
    ...(fact.provider_message_id === null ? {} : { providerMessageId: fact.provider_message_id }),
  };
  return fact.kind === "failed"
    ? move(tx, { ...proven, to: "rejected", reason: "provider-failed" })
    : move(tx, { ...proven, to: "accepted", reason: null });
}

/** When it first happened. A scanner's click and a proxy's open count for nothing but the arrival. */
async function note(tx: Tx, fact: Row): Promise<void> {
  const counted = !fact.automatic;
  const { kind } = fact;
  const bounced = kind === "bounced" || kind === "failed";
  const arrived = kind === "delivered" || kind === "opened" || kind === "clicked";
  await tx.query("message_fact_note", noteSql, [
    tx.environmentId,
    fact.run_id,
    fact.message_id,
    sqlTime(fact.at),
    arrived,
    counted && kind === "opened",
    counted && kind === "clicked",
    bounced,
    kind === "complained",
    counted && kind === "unsubscribed",
  ]);
}

const noteSql = `
UPDATE message SET
  delivered_at = CASE WHEN $5::boolean THEN least(delivered_at, $4::timestamptz) ELSE delivered_at END,
  opened_at = CASE WHEN $6::boolean THEN least(opened_at, $4::timestamptz) ELSE opened_at END,
  clicked_at = CASE WHEN $7::boolean THEN least(clicked_at, $4::timestamptz) ELSE clicked_at END,
  bounced_at = CASE WHEN $8::boolean THEN least(bounced_at, $4::timestamptz) ELSE bounced_at END,
  complained_at = CASE WHEN $9::boolean THEN least(complained_at, $4::timestamptz) ELSE complained_at END,
  unsubscribed_at = CASE WHEN $10::boolean THEN least(unsubscribed_at, $4::timestamptz) ELSE unsubscribed_at END
WHERE environment_id = $1 AND run_id = $2 AND id = $3`;

/** One hard bounce or complaint suppresses the address in the whole organisation; soft bounces are counted at the contact point. */
async function learn(tx: Tx, fact: Row): Promise<void> {
  if (fact.preview || fact.organisation_hash === null) return;
  const address = { kind: fact.channel === "sms" ? "phone" : "email", organisationHash: fact.organisation_hash } as const;
  if (fact.kind === "complained") return suppress(tx, address, "complaint", fact.message_id);
  if (fact.kind !== "bounced" && fact.kind !== "failed") return;
  if (fact.detail.permanent === true) return suppress(tx, address, "hard-bounce", fact.message_id);
  if (fact.kind === "bounced") {
    await tx.query(
      "message_soft_bounce",
      "UPDATE contact_point SET soft_bounces = soft_bounces + 1 WHERE environment_id = $1 AND id = $2",
      [tx.environmentId, fact.endpoint],
    );
  }
}

/** Undefined for facts that no step can wait for. */
export function engagementOf(kind: FactKind): Engagement | undefined {
  if (kind === "delivered" || kind === "opened" || kind === "clicked" || kind === "bounced") return kind;
  return kind === "failed" ? "bounced" : undefined;
}
