import type { Id, Instant } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

export type Need = {
  kind: "stuck-runs" | "unknown-messages" | "poison" | "brake" | "provider" | "provider-down" | "postal-address" | "field-class";
  severity: "bad" | "warn" | "info";
  count: number;
  since: Instant | null;
  journey?: { id: Id; name: string };
  provider?: { id: Id; name: string };
  detail: string;
};

const stuckSql = `
  SELECT j.id, j.name, count(*)::int AS n, min((r.stuck ->> 'at')::float8) AS since, max(r.stuck ->> 'message') AS message
  FROM run r JOIN journey j ON j.environment_id = r.environment_id AND j.id = r.journey_id
  WHERE r.environment_id = $1 AND r.status = 'stuck' GROUP BY 1, 2 ORDER BY n DESC`;

const oneRowSql = `
  SELECT
    (SELECT count(*)::int FROM message WHERE environment_id = $1 AND state = 'unknown') AS unknown,
    (SELECT min(planned_at) FROM message WHERE environment_id = $1 AND state = 'unknown') AS unknown_since,
    (SELECT count(*)::int FROM inbox WHERE environment_id = $1 AND failed_at IS NOT NULL) AS poison,
    (SELECT min(failed_at) FROM inbox WHERE environment_id = $1 AND failed_at IS NOT NULL) AS poison_since,
    (SELECT count(*)::int FROM field_class WHERE environment_id = $1 AND NOT decided AND class = 'contact') AS unclassed,
    e.brake_at, e.brake_reason, w.postal_address,
    (SELECT count(*)::int FROM template WHERE environment_id = $1 AND channel = 'email' AND NOT transactional AND archived_at IS NULL) AS marketing_mail
  FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1`;

const missingProviderSql = `
  SELECT DISTINCT node.value ->> 'kind' AS channel
  FROM journey j JOIN version v ON v.environment_id = j.environment_id AND v.id = j.live_version_id
  CROSS JOIN LATERAL jsonb_each(v.plan -> 'nodes') AS node
  WHERE j.environment_id = $1 AND j.status = 'live' AND node.value ->> 'kind' IN ('email', 'sms')
    AND NOT EXISTS (SELECT 1 FROM provider p WHERE p.environment_id = $1 AND p.active AND p.channel = node.value ->> 'kind')`;

/** Providers that send and took nothing since their last failure: sends that were refused by the service itself or got no answer, lately. */
const downProvidersSql = `
  WITH failing AS MATERIALIZED (
    SELECT m.provider_id, m.id, m.state, m.planned_at, coalesce(m.final_at, m.claimed_at) AS at, m.error
    FROM message m
    WHERE m.environment_id = $1 AND m.id > $2 AND m.provider_id IS NOT NULL
      AND ((m.state = 'planned' AND m.reason = 'provider-refused')
        OR (m.state = 'rejected' AND m.reason IN ('provider-refused', 'provider-refused-too-often') AND m.final_at > now() - interval '1 hour')
        OR (m.state = 'unknown' AND m.reason = 'no-answer' AND m.claimed_at > now() - interval '1 hour'))
  ), taken AS MATERIALIZED (
    SELECT provider_id, max(accepted_at) AS at FROM (
      SELECT provider_id, accepted_at FROM message WHERE environment_id = $1 AND id > $2 AND state = 'accepted' ORDER BY id DESC LIMIT 1000) latest
    GROUP BY 1
  )
  SELECT p.id, p.name, count(*) FILTER (WHERE f.state = 'planned')::int AS waiting, greatest(min(f.planned_at), max(t.at)) AS since,
    (array_agg(f.error ORDER BY f.at DESC))[1] AS error
  FROM failing f
  JOIN provider p ON p.environment_id = $1 AND p.id = f.provider_id AND p.active
  LEFT JOIN taken t ON t.provider_id = f.provider_id
  WHERE t.at IS NULL OR f.at > t.at
  GROUP BY p.id, p.name, p.channel ORDER BY p.channel, p.name`;

/** The first id that may have been given at a time: ids begin with it. */
function firstIdAt(at: Instant): string {
  const hex = Math.floor(at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

type Facts = {
  unknown: number;
  unknown_since: Instant | null;
  poison: number;
  poison_since: Instant | null;
  unclassed: number;
  brake_at: Instant | null;
  brake_reason: string | null;
  postal_address: string | null;
  marketing_mail: number;
};

/** What somebody has to look at, the worst first. */
export async function needs(tx: Tx): Promise<Need[]> {
  const environment = [tx.environmentId];
  const stuck = await tx.query<{ id: Id; name: string; n: number; since: number | null; message: string | null }>(
    "insights_stuck",
    stuckSql,
    environment,
  );
  const [facts] = await tx.query<Facts>("insights_home_facts", oneRowSql, environment);
  const missing = await tx.query<{ channel: string }>("insights_missing_providers", missingProviderSql, environment);
  const found: Need[] = stuck.map(({ id, name, n, since, message }) => ({
    kind: "stuck-runs",
    severity: "bad",
    count: n,
    since,
    journey: { id, name },
    detail: message ?? "A step could not be carried out. Nobody was skipped.",
  }));
  for (const { channel } of missing) {
    found.push({
      kind: "provider",
      severity: "bad",
      count: 1,
      since: null,
      detail: `A live journey sends ${channel === "sms" ? "SMS" : "e-mail"}, and no provider carries it.`,
    });
  }
  for (const provider of await downProviders(tx)) {
    found.push({
      kind: "provider-down",
      severity: "bad",
      count: provider.waiting,
      since: provider.since,
      provider: { id: provider.id, name: provider.name },
      detail: [provider.error, provider.waiting > 0 ? "What waits is tried again by itself." : null].filter(Boolean).join(" "),
    });
  }
  if (!facts) return found;
  if (facts.brake_at !== null) {
    found.push({
      kind: "brake",
      severity: "bad",
      count: 1,
      since: facts.brake_at,
      detail: facts.brake_reason || "Messages wait until the brake is released. Nobody is ejected.",
    });
  }
  if (facts.unknown > 0) {
    found.push({
      kind: "unknown-messages",
      severity: "warn",
      count: facts.unknown,
      since: facts.unknown_since,
      detail: "They may have been accepted before the line dropped. None is sent again by itself.",
    });
  }
  if (facts.poison > 0) {
    found.push({
      kind: "poison",
      severity: "warn",
      count: facts.poison,
      since: facts.poison_since,
      detail: "They failed five times and were set aside. Nothing of them is lost.",
    });
  }
  if (facts.marketing_mail > 0 && !facts.postal_address) {
    found.push({
      kind: "postal-address",
      severity: "warn",
      count: 1,
      since: null,
      detail: "Marketing mail cannot be published without it.",
    });
  }
  if (facts.unclassed > 0) {
    found.push({
      kind: "field-class",
      severity: "info",
      count: facts.unclassed,
      since: null,
      detail: "They look like contact data and are kept encrypted until someone says what they are.",
    });
  }
  return found;
}

type DownProvider = { id: Id; name: string; waiting: number; since: Instant; error: string | null };

function downProviders(tx: Tx): Promise<DownProvider[]> {
  return tx.query<DownProvider>("insights_down_providers", downProvidersSql, [tx.environmentId, firstIdAt(tx.now() - 3 * 86_400_000)]);
}

export type SentToday = {
  accepted: number;
  /** The same weekday a week before, until the same hour. */
  acceptedWeekBefore: number;
  hours: { hour: number; channel: string; n: number }[];
  channels: { channel: string; accepted: number; delivered: number }[];
};

const dayStart = `(SELECT date_trunc('day', now() AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1)`;

export async function sentToday(tx: Tx): Promise<SentToday> {
  const environment = [tx.environmentId];
  const hours = await tx.query<{ hour: number; channel: string; n: number; delivered: number }>(
    "insights_sent_hours",
    `SELECT floor(extract(epoch FROM accepted_at - ${dayStart}) / 3600)::int AS hour, channel, count(*)::int AS n, count(delivered_at)::int AS delivered
     FROM message WHERE environment_id = $1 AND accepted_at >= ${dayStart} GROUP BY 1, 2 ORDER BY 1`,
    environment,
  );
  const [before] = await tx.query<{ n: number }>(
    "insights_sent_before",
    `SELECT count(*)::int AS n FROM message
     WHERE environment_id = $1 AND accepted_at >= ${dayStart} - interval '7 days' AND accepted_at < now() - interval '7 days'`,
    environment,
  );
  const channels = ["email", "sms"].map((channel) => {
    const rows = hours.filter((row) => row.channel === channel);
    return { channel, accepted: sum(rows.map(({ n }) => n)), delivered: sum(rows.map(({ delivered }) => delivered)) };
  });
  return { accepted: sum(channels.map(({ accepted }) => accepted)), acceptedWeekBefore: before?.n ?? 0, hours, channels };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

export type Health = {
  oldestInboxMs: number;
  inboxRows: number;
  oldestPokeMs: number;
  openUnknown: number;
  providers: number;
  activeProviders: number;
  downProviders: number;
  queryMs: number;
};

/** How the machinery is: what waits to be routed and woken, and for how long. `now` is measured around the query by the caller's clock. */
export async function health(tx: Tx, now: () => number): Promise<Health> {
  const since = now();
  const [row] = await tx.query<Omit<Health, "queryMs" | "downProviders">>(
    "insights_health",
    `SELECT
       coalesce((SELECT extract(epoch FROM now() - min(created_at)) * 1000 FROM inbox WHERE environment_id = $1 AND failed_at IS NULL), 0)::float8 AS "oldestInboxMs",
       (SELECT count(*)::int FROM inbox WHERE environment_id = $1 AND failed_at IS NULL) AS "inboxRows",
       coalesce((SELECT extract(epoch FROM now() - min(due_at)) * 1000 FROM poke WHERE environment_id = $1 AND due_at < now()), 0)::float8 AS "oldestPokeMs",
       (SELECT count(*)::int FROM message WHERE environment_id = $1 AND state = 'unknown') AS "openUnknown",
       (SELECT count(*)::int FROM provider WHERE environment_id = $1) AS providers,
       (SELECT count(*)::int FROM provider WHERE environment_id = $1 AND active) AS "activeProviders"`,
    [tx.environmentId],
  );
  const measured = row ?? { oldestInboxMs: 0, inboxRows: 0, oldestPokeMs: 0, openUnknown: 0, providers: 0, activeProviders: 0 };
  const queryMs = now() - since;
  return { ...measured, queryMs, downProviders: (await downProviders(tx)).length };
}

export type RecentEvent = { id: Id; name: string; at: Instant; profile_id: Id; source: string | null; properties: Record<string, unknown> };

export async function recentEvents(tx: Tx, limit: number): Promise<{ items: RecentEvent[]; perMinute: number }> {
  const items = await tx.query<RecentEvent>(
    "insights_recent_events",
    `SELECT e.id, e.name, e.received_at AS at, e.profile_id, s.name AS source, e.properties
     FROM event e LEFT JOIN source s ON s.environment_id = e.environment_id AND s.id = e.source_id
     WHERE e.environment_id = $1 AND e.type <> 'system' ORDER BY e.id DESC LIMIT $2`,
    [tx.environmentId, limit],
  );
  const now = tx.now();
  const lately = items.filter(({ at }) => at > now - 60_000).length;
  if (lately < limit) return { items, perMinute: lately };
  const [row] = await tx.query<{ n: number }>(
    "insights_events_a_minute",
    "SELECT count(*)::int AS n FROM event WHERE environment_id = $1 AND at > now() - interval '1 minute'",
    [tx.environmentId],
  );
  return { items, perMinute: row?.n ?? lately };
}
