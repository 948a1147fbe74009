import { createHash } from "node:crypto";
import { type Instant, JourneymanError } from "@journeyman/core";
import { type Store, sqlTime } from "@journeyman/store";

const minute = 60_000;

/**
 * How many attempts within how long. The pair of account and address stops a guesser without locking the owner out at home; the account's own
 * limit stops one with many addresses (NIST: at most 100); the address's stops one who tries many accounts.
 */
export const attemptLimits = {
  pair: { points: 8, windowMs: 15 * minute },
  account: { points: 100, windowMs: 24 * 60 * minute },
  address: { points: 60, windowMs: 15 * minute },
} as const;

type Limit = keyof typeof attemptLimits;
type Counter = { key: string; limit: Limit };

/** Counted in the database, so that all processes count together. Keys are hashes: no address and no account stands in the table. */
function countersOf(account: string, address: string | undefined): Counter[] {
  const hashed = (limit: Limit, text: string) => createHash("sha256").update(`journeyman throttle ${limit} ${text}`).digest("base64url");
  const counters: Counter[] = [
    { limit: "account", key: hashed("account", account) },
    { limit: "pair", key: hashed("pair", `${account} ${address ?? ""}`) },
    ...(address === undefined ? [] : [{ limit: "address", key: hashed("address", address) } as const]),
  ];
  return counters.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * Counts an attempt before it is judged (a hundred at once must not all pass before the first is counted). Throws `rate_limited` when it is
 * one too many; `context.first` tells the attempt that tripped it.
 */
export async function countAttempt(store: Store, account: string, address: string | undefined): Promise<void> {
  const counters = countersOf(account, address);
  const rows = await store.engine(async (tx) => {
    await tx.query(
      "access_throttle_clean",
      "DELETE FROM throttle WHERE key IN (SELECT key FROM throttle WHERE reset_at < now() ORDER BY reset_at LIMIT 20 FOR UPDATE SKIP LOCKED)",
    );
    return tx.query<{ key: string; points: number; reset_at: Instant; now: Instant }>(
      "access_throttle_count",
      `INSERT INTO throttle AS t (key, points, reset_at)
       SELECT key, 1, reset_at FROM unnest($1::text[], $2::timestamptz[]) AS n (key, reset_at)
       ON CONFLICT (key) DO UPDATE SET
         points = CASE WHEN t.reset_at < now() THEN 1 ELSE t.points + 1 END,
         reset_at = CASE WHEN t.reset_at < now() THEN excluded.reset_at ELSE t.reset_at END
       RETURNING key, points, reset_at, now() AS now`,
      [counters.map(({ key }) => key), counters.map(({ limit }) => sqlTime(tx.now() + attemptLimits[limit].windowMs))],
    );
  });
  for (const { key, limit } of counters) {
    const row = rows.find((candidate) => candidate.key === key);
    if (row === undefined || row.points <= attemptLimits[limit].points) continue;
    const retryAfterMs = Math.max(1000, row.reset_at - row.now);
    const minutes = Math.ceil(retryAfterMs / minute);
    const wait = minutes < 60 ? `${minutes} ${minutes === 1 ? "minute" : "minutes"}` : `${Math.ceil(minutes / 60)} hours`;
    throw new JourneymanError("rate_limited", `Too many attempts to sign in. Try again in ${wait}.`, {
      context: { retryAfterMs, limit, first: row.points === attemptLimits[limit].points + 1 },
    });
  }
}

/** After a success the account is trusted again. The address's count stays: its owner may be trying other accounts in between. */
export async function forgetAttempts(store: Store, account: string, address: string | undefined): Promise<void> {
  const keys = countersOf(account, address)
    .filter(({ limit }) => limit !== "address")
    .map(({ key }) => key);
  await store.engine((tx) => tx.query("access_throttle_forget", "DELETE FROM throttle WHERE key = ANY($1)", [keys]));
}
