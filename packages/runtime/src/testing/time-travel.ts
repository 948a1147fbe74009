import type { Id, JsonObject } from "@journeyman/core";
import type { World } from "./world.ts";

type Times = { tokens: Record<string, { since: number; until?: number }>; enteredAt: number } & JsonObject;

/**
 * Moves a person's clock forward by moving everything that happened to them back: what was due in an hour is due now. Elapsed time only;
 * calendar days have their own length on another date.
 */
export async function elapse(world: World, profileId: Id, ms: number): Promise<void> {
  if (ms <= 0) return;
  const { sql, environmentId } = world;
  const values = [environmentId, profileId, ms];
  const earlier = (column: string) => `${column} = ${column} - $3::float8 * interval '1 millisecond'`;
  await sql(`UPDATE event SET ${earlier("at")}, ${earlier("received_at")} WHERE environment_id = $1 AND profile_id = $2`, values);
  await sql(`UPDATE wait SET ${earlier("since")}, ${earlier("until")} WHERE environment_id = $1 AND profile_id = $2`, values);
  await sql(`UPDATE entry SET ${earlier("last_start")}, ${earlier("last_end")} WHERE environment_id = $1 AND profile_id = $2`, values);
  await sql(`UPDATE message SET ${earlier("planned_at")}, ${earlier("held_until")} WHERE environment_id = $1 AND profile_id = $2`, values);
  await sql(
    `UPDATE message_fact SET ${earlier("at")}, ${earlier("received_at")} WHERE environment_id = $1
      AND message_id IN (SELECT id FROM message WHERE environment_id = $1 AND profile_id = $2)`,
    values,
  );
  const runs = await sql<{ id: Id; state: Times | null; answer: { alarm?: number; machine?: number } | null }>(
    `UPDATE run SET ${earlier("entered_at")}, ${earlier("wake_at")} WHERE environment_id = $1 AND profile_id = $2 RETURNING id, state, answer`,
    values,
  );
  for (const { id, state, answer } of runs) {
    const tokens = Object.fromEntries(
      Object.entries(state?.tokens ?? {}).map(([name, token]) => [
        name,
        { ...token, since: token.since - ms, ...(token.until === undefined ? {} : { until: token.until - ms }) },
      ]),
    );
    const moved = state && { ...state, tokens, enteredAt: state.enteredAt - ms };
    const told = answer && {
      ...answer,
      ...(answer.alarm === undefined ? {} : { alarm: answer.alarm - ms }),
      ...(answer.machine === undefined ? {} : { machine: answer.machine - ms }),
    };
    await sql("UPDATE run SET state = $3, answer = $4 WHERE environment_id = $1 AND id = $2", [
      environmentId,
      id,
      moved && JSON.stringify(moved),
      told && JSON.stringify(told),
    ]);
  }
}
