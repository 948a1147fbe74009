import type { FactKind } from "@journeyman/channels/providers";
import type { Id, Instant } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { type Engagement, engagementOf } from "./apply-fact.ts";

/** What a person did with a message of the run, or what became of it. */
export type ReadEngagement = { factId: Id; node: string; engagement: Engagement; at: Instant; receivedAt: Instant };

/** All that has been applied to the messages of these nodes in a run, in the order in which it came; what a scanner or a proxy did is left out. */
export async function readEngagements(tx: Tx, runId: Id, nodes: readonly string[]): Promise<ReadEngagement[]> {
  const facts = await tx.query<Omit<ReadEngagement, "engagement"> & { kind: FactKind }>("message_engagements", sql, [
    tx.environmentId,
    runId,
    nodes,
  ]);
  return facts.flatMap(({ kind, ...fact }) => {
    const engagement = engagementOf(kind);
    return engagement ? [{ ...fact, engagement }] : [];
  });
}

const sql = `SELECT f.id AS "factId", m.node, f.kind, f.at, f.received_at AS "receivedAt"
FROM message m JOIN message_fact f ON f.environment_id = $1 AND f.message_id = m.id
WHERE m.environment_id = $1 AND m.run_id = $2 AND m.node = ANY($3::text[]) AND NOT f.automatic
  AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.environment_id = $1 AND i.profile_id = m.profile_id AND i.fact_id = f.id)
ORDER BY f.received_at, f.id LIMIT 1000`;
