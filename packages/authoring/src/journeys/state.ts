import { audit, type Principal } from "@journeyman/access";
import { type Id, JourneymanError } from "@journeyman/core";
import * as runtime from "@journeyman/runtime";
import type { Tx } from "@journeyman/store";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { type JourneyRow, type JourneyStatus, journeyRow } from "./rows.ts";

/** People inside are held where they are; whoever comes to the door is refused with the reason. Answers how many are inside. */
export function pauseJourney(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<{ people: number }> {
  return turn(deps, principal, environmentId, journeyId, { action: "pause", from: ["live"], act: runtime.pauseJourney });
}

/** People inside go on from where they stand; what fell due meanwhile happens then. */
export function resumeJourney(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<{ people: number }> {
  return turn(deps, principal, environmentId, journeyId, { action: "resume", from: ["paused"], act: runtime.resumeJourney });
}

/** Ends every run with the reason `stopped` and lets nobody in. Cannot be undone for the people inside; publishing makes it live again. */
export function stopJourney(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<{ people: number }> {
  return turn(deps, principal, environmentId, journeyId, { action: "stop", from: ["live", "paused"], act: runtime.stopJourney });
}

type Turn = { action: "pause" | "resume" | "stop"; from: readonly JourneyStatus[]; act(tx: Tx, journeyId: Id): Promise<void> };

function turn(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  { action, from, act }: Turn,
): Promise<{ people: number }> {
  return within(deps, principal, environmentId, "journey.pause", async (tx) => {
    const journey = await journeyRow(tx, journeyId, true);
    if (!from.includes(journey.status)) throw notPossible(journey, action);
    await act(tx, journeyId);
    const [inside] = await tx.query<{ people: number }>(
      "authoring_people_open",
      "SELECT count(*)::int AS people FROM run WHERE environment_id = $1 AND journey_id = $2 AND status <> 'ended' AND NOT preview",
      [environmentId, journeyId],
    );
    const result = { people: inside?.people ?? 0 };
    await audit(tx, { ...actorOf(principal), action: `journey.${action}`, subjectKind: "journey", subjectId: journeyId, detail: result });
    return result;
  });
}

function notPossible(journey: JourneyRow, action: Turn["action"]): JourneymanError {
  const state = journey.status === "draft" ? "was never published" : `is ${journey.status}`;
  return new JourneymanError("conflict", `"${journey.name}" ${state}, so there is nothing to ${action}.`, {
    context: { journeyId: journey.id, status: journey.status },
  });
}
