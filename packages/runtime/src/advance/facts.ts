import type { JsonObject } from "@journeyman/core";
import { factsFor, traitsWithPlace, zoneOf } from "@journeyman/customers";
import type { Facts, Reads } from "@journeyman/expressions";
import type { Plan } from "@journeyman/journey";
import { type RunState, readsFor } from "@journeyman/journey/machine";
import type { Tx } from "@journeyman/store";
import type { RuntimeDeps } from "../types.ts";
import type { Scene } from "./read.ts";

/** What the run's next move reads. Traits, the trigger and the run's messages came with the scene; only history and consent need a query. */
export async function loadFacts(tx: Tx, deps: RuntimeDeps, scene: Scene, plan: Plan, state: RunState): Promise<Facts> {
  const { run, profile } = scene;
  const { variables } = state;
  const reads = readsFor(plan, state);
  const traits = await traitsWithPlace(tx, profile);
  if (needsQuery(reads, traits, profile.hasSealed)) {
    return factsFor(tx, deps.vault, run.profileId, reads, {
      run: { id: scene.runId, trigger_event_id: scene.trigger?.id ?? null, variables },
      workspaceZone: scene.workspaceZone,
      ...(plan.settings.timeZone === undefined ? {} : { journeyZone: plan.settings.timeZone }),
    });
  }
  return {
    traits,
    sealedTraits: [],
    ...(scene.trigger ? { trigger: scene.trigger } : {}),
    events: {},
    consent: {},
    messages: scene.messages,
    variables,
    zone: zoneOf(profile, plan.settings.timeZone, scene.workspaceZone),
  };
}

function needsQuery(reads: Reads, traits: JsonObject, hasSealed: boolean): boolean {
  if (reads.events.length > 0 || reads.topics.length > 0) return true;
  return hasSealed && reads.traits.some((name) => !Object.hasOwn(traits, name));
}
