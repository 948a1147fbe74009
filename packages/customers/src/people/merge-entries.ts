import type { Id, Instant } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";

type EntryRow = {
  journey_id: Id;
  key: string;
  open_run_id: Id | null;
  last_start: Instant | null;
  last_end: Instant | null;
  starts: number;
};

/**
 * Brings the entries of two people together. Where both have an open run of one journey and key, the older one goes on and the younger is
 * to end; run ids are ordered by time. Answers the runs to end; whoever runs them gives them their mail.
 */
export async function mergeEntries(tx: Tx, from: Id, into: Id): Promise<{ runId: Id; journeyId: Id }[]> {
  const theirs = await entriesOf(tx, from);
  if (theirs.length === 0) return [];
  const ours = new Map((await entriesOf(tx, into)).map((row) => [`${row.journey_id}:${row.key}`, row]));
  const endRuns: { runId: Id; journeyId: Id }[] = [];
  for (const row of theirs) {
    const own = ours.get(`${row.journey_id}:${row.key}`);
    const open = [row.open_run_id, own?.open_run_id ?? null].filter((id) => id !== null).toSorted();
    for (const runId of open.slice(1)) endRuns.push({ runId, journeyId: row.journey_id });
    await tx.query(
      "customers.merge_entry",
      `INSERT INTO entry (environment_id, journey_id, profile_id, key_hash, open_run_id, last_start, last_end, starts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (environment_id, journey_id, profile_id, key_hash)
       DO UPDATE SET open_run_id = EXCLUDED.open_run_id, last_start = EXCLUDED.last_start, last_end = EXCLUDED.last_end, starts = EXCLUDED.starts`,
      [
        tx.environmentId,
        row.journey_id,
        into,
        Buffer.from(row.key, "hex"),
        open[0] ?? null,
        sqlTime(latest(row.last_start, own?.last_start)),
        sqlTime(latest(row.last_end, own?.last_end)),
        row.starts + (own?.starts ?? 0),
      ],
    );
  }
  await tx.query("customers.drop_entries", "DELETE FROM entry WHERE environment_id = $1 AND profile_id = $2", [tx.environmentId, from]);
  return endRuns;
}

async function entriesOf(tx: Tx, profileId: Id): Promise<EntryRow[]> {
  return tx.query<EntryRow>(
    "customers.entries_of",
    `SELECT journey_id, encode(key_hash, 'hex') AS key, open_run_id, last_start, last_end, starts FROM entry
      WHERE environment_id = $1 AND profile_id = $2`,
    [tx.environmentId, profileId],
  );
}

function latest(a: Instant | null, b: Instant | null | undefined): Instant | null {
  return a === null || (b ?? -Infinity) > a ? (b ?? a) : a;
}
