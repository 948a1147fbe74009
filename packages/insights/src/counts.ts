import type { Id, Instant } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

/** What the canvas shows on one step. `ports`: how often each way out was taken. `nextDue`: when the first of those waiting goes on at the latest. */
export type StepCounts = { waiting: number; entered: number; ports: Record<string, number>; nextDue: Instant | null };

export type JourneyCounts = {
  steps: Record<string, StepCounts>;
  inside: number;
  paused: number;
  stuck: number;
  ended: number;
  exits: Record<string, number>;
  refused: Record<string, number>;
  /** A sum a currency: sums of different ones are never added up. */
  conversions: { people: number; values: { value: number; currency: string | null }[] };
};

const tallySql = `
  SELECT node, what, sum(n)::float8 AS n FROM (
    SELECT node, what, n FROM step_count WHERE environment_id = $1 AND version_id = ANY($2)
    UNION ALL
    SELECT node, what, n FROM tally WHERE environment_id = $1 AND version_id = ANY($2)
  ) both_tables GROUP BY node, what`;

const standingSql = `
  SELECT token.value ->> 'node' AS node, count(*)::int AS waiting, min((token.value ->> 'until')::float8) AS next_due
  FROM run r CROSS JOIN LATERAL jsonb_each(r.state -> 'tokens') AS token
  WHERE r.environment_id = $1 AND r.version_id = ANY($2) AND r.status IN ('active', 'paused', 'stuck') AND NOT r.preview
  GROUP BY 1`;

const statusSql = `
  SELECT status, count(*)::int AS n FROM run WHERE environment_id = $1 AND version_id = ANY($2) AND NOT preview GROUP BY status`;

const insideSql = `
  SELECT version_id, count(*)::int AS inside FROM run
  WHERE environment_id = $1 AND version_id = ANY($2) AND status IN ('active', 'paused', 'stuck') AND NOT preview GROUP BY version_id`;

const conversionSql = `
  SELECT (SELECT count(DISTINCT profile_id)::int FROM conversion WHERE environment_id = $1 AND version_id = ANY($2)) AS people,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('value', value, 'currency', currency) ORDER BY currency), '[]') FROM (
      SELECT sum(value) AS value, currency FROM conversion
      WHERE environment_id = $1 AND version_id = ANY($2) AND value IS NOT NULL GROUP BY currency) AS sums) AS "values"`;

/** Exact at every moment: folded counts and those not folded yet are added up. */
export async function journeyCounts(tx: Tx, versionIds: readonly Id[]): Promise<JourneyCounts> {
  const values = [tx.environmentId, versionIds];
  const tallies = await tx.query<{ node: string; what: string; n: number }>("insights_tallies", tallySql, values);
  const standing = await tx.query<{ node: string; waiting: number; next_due: number | null }>("insights_standing", standingSql, values);
  const statuses = await tx.query<{ status: string; n: number }>("insights_statuses", statusSql, values);
  const [conversion] = await tx.query<JourneyCounts["conversions"]>("insights_conversions", conversionSql, values);
  const counts: JourneyCounts = {
    steps: {},
    inside: 0,
    paused: 0,
    stuck: 0,
    ended: 0,
    exits: {},
    refused: {},
    conversions: conversion ?? { people: 0, values: [] },
  };
  const step = (node: string): StepCounts => (counts.steps[node] ??= { waiting: 0, entered: 0, ports: {}, nextDue: null });
  for (const { node, what, n } of tallies) {
    const colon = what.indexOf(":");
    const [kind, rest] = colon < 0 ? [what, ""] : [what.slice(0, colon), what.slice(colon + 1)];
    if (kind === "entered") step(node).entered += n;
    else if (kind === "left") step(node).ports[rest] = (step(node).ports[rest] ?? 0) + n;
    else if (kind === "exit") counts.exits[rest] = (counts.exits[rest] ?? 0) + n;
    else if (kind === "refused") counts.refused[rest] = (counts.refused[rest] ?? 0) + n;
  }
  for (const { node, waiting, next_due } of standing) Object.assign(step(node), { waiting, nextDue: next_due });
  for (const { status, n } of statuses) {
    if (status === "ended") counts.ended += n;
    else counts.inside += n;
    if (status === "paused") counts.paused += n;
    if (status === "stuck") counts.stuck += n;
  }
  return counts;
}

/** How many are inside each version; those with nobody are absent. */
export async function insideVersions(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, number>> {
  const rows = await tx.query<{ version_id: Id; inside: number }>("insights_inside_versions", insideSql, [tx.environmentId, versionIds]);
  return new Map(rows.map((row) => [row.version_id, row.inside]));
}

/** The versions of a journey that have or had people, latest first. */
export function versionIdsOf(tx: Tx, journeyId: Id): Promise<{ id: Id; number: number }[]> {
  return tx.query(
    "insights_versions",
    "SELECT id, number FROM version WHERE environment_id = $1 AND journey_id = $2 ORDER BY number DESC",
    [tx.environmentId, journeyId],
  );
}
