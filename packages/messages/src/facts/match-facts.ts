import type { Store } from "@journeyman/store";

/**
 * Matches facts that came before their message had its provider's id and were missed since (both were being written at the same moment).
 * Answers how many. For the sweep.
 */
export async function matchFacts(store: Store, limit = 500): Promise<number> {
  return store.engine(async (tx) => {
    const rows = await tx.query("message_match_facts", sql, [limit]);
    return rows.length;
  });
}

const sql = `
WITH pairs AS (
  SELECT f.environment_id, f.id, m.run_id, m.id AS message_id, m.profile_id
  FROM message_fact f
  JOIN message m ON m.environment_id = f.environment_id AND m.provider_message_id = f.provider_message_id AND m.provider_id = f.provider_id
  WHERE f.message_id IS NULL AND f.provider_message_id IS NOT NULL AND f.received_at > now() - interval '7 days'
  LIMIT $1
), matched AS (
  UPDATE message_fact f SET message_id = p.message_id, run_id = p.run_id FROM pairs p
  WHERE f.environment_id = p.environment_id AND f.id = p.id AND f.message_id IS NULL
  RETURNING f.environment_id, f.id, p.profile_id
), boxed AS (
  INSERT INTO inbox (environment_id, profile_id, id, kind, fact_id) SELECT environment_id, profile_id, id, 'fact', id FROM matched
  ON CONFLICT (environment_id, id) DO NOTHING RETURNING environment_id, profile_id
)
SELECT pg_notify('journeyman_inbox', environment_id::text || ':' || profile_id) FROM boxed`;
