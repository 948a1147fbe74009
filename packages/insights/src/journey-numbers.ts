import type { Id } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

export type JourneyNumbers = {
  journeyId: Id;
  inside: number;
  paused: number;
  stuck: number;
  enteredToday: number;
  /** The last fourteen days of the workspace, oldest first, today last. */
  entered14Days: number[];
  /** Of those who entered within thirty days, people who reached the goal; null without a goal. */
  converted30Days: { entered: number; converted: number } | null;
};

// How many entered is how many came to the plan's first step: counted by hour, never by scanning runs.
const enteredSql = `
  WITH zone AS (SELECT w.time_zone AS name FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1),
  starts AS (SELECT id, journey_id, plan ->> 'start' AS node FROM version WHERE environment_id = $1),
  counted AS (
    SELECT s.journey_id, c.hour, c.n FROM step_count c JOIN starts s ON s.id = c.version_id AND s.node = c.node
    WHERE c.environment_id = $1 AND c.what = 'entered' AND c.hour > now() - interval '31 days'
    UNION ALL
    SELECT s.journey_id, t.at, t.n FROM tally t JOIN starts s ON s.id = t.version_id AND s.node = t.node WHERE t.environment_id = $1 AND t.what = 'entered'
  )
  SELECT journey_id, ((now() AT TIME ZONE zone.name)::date - (hour AT TIME ZONE zone.name)::date)::int AS days_ago, sum(n)::float8 AS n
  FROM counted, zone GROUP BY 1, 2`;

const insideSql = `
  SELECT journey_id, count(*)::int AS inside, count(*) FILTER (WHERE status = 'paused')::int AS paused, count(*) FILTER (WHERE status = 'stuck')::int AS stuck
  FROM run WHERE environment_id = $1 AND status IN ('active', 'paused', 'stuck') AND NOT preview GROUP BY 1`;

const convertedSql = `
  SELECT j.id AS journey_id, count(DISTINCT c.profile_id)::int AS converted
  FROM journey j
  JOIN version live ON live.environment_id = j.environment_id AND live.id = j.live_version_id AND live.plan ? 'goal'
  LEFT JOIN version v ON v.environment_id = j.environment_id AND v.journey_id = j.id
  LEFT JOIN conversion c ON c.environment_id = v.environment_id AND c.version_id = v.id AND c.at > now() - interval '30 days'
  WHERE j.environment_id = $1 GROUP BY 1`;

/** The figures of every journey's row in a list. */
export async function journeyNumbers(tx: Tx): Promise<Map<Id, JourneyNumbers>> {
  const environment = [tx.environmentId];
  const entered = await tx.query<{ journey_id: Id; days_ago: number; n: number }>("insights_entered", enteredSql, environment);
  const inside = await tx.query<{ journey_id: Id; inside: number; paused: number; stuck: number }>(
    "insights_inside",
    insideSql,
    environment,
  );
  const converted = await tx.query<{ journey_id: Id; converted: number }>("insights_converted", convertedSql, environment);
  const numbers = new Map<Id, JourneyNumbers>();
  const of = (journeyId: Id): JourneyNumbers => {
    const known = numbers.get(journeyId) ?? {
      journeyId,
      inside: 0,
      paused: 0,
      stuck: 0,
      enteredToday: 0,
      entered14Days: Array.from({ length: 14 }, () => 0),
      converted30Days: null,
    };
    numbers.set(journeyId, known);
    return known;
  };
  const entered30 = new Map<Id, number>();
  for (const { journey_id, days_ago, n } of entered) {
    const row = of(journey_id);
    if (days_ago <= 0) row.enteredToday += n;
    if (days_ago < 14) row.entered14Days[13 - Math.max(0, days_ago)] = (row.entered14Days[13 - Math.max(0, days_ago)] ?? 0) + n;
    if (days_ago < 30) entered30.set(journey_id, (entered30.get(journey_id) ?? 0) + n);
  }
  for (const { journey_id, ...rest } of inside) Object.assign(of(journey_id), rest);
  for (const { journey_id, converted: people } of converted)
    of(journey_id).converted30Days = { entered: entered30.get(journey_id) ?? 0, converted: people };
  return numbers;
}
