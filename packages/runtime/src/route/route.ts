import type { Id } from "@journeyman/core";
import { retryOnConflict } from "@journeyman/store";
import type { RuntimeDeps } from "../types.ts";
import { countFailure } from "./poison.ts";
import { type Batch, RouteFault, routeBatch } from "./route-batch.ts";

export type RouteResult = {
  /** Inbox rows that were dealt with. */
  routed: number;
  /** Nothing is left in this person's inbox that could be routed now. */
  done: boolean;
  /** Runs have mail, so pokes wait to be sent. */
  pokes: boolean;
  /** Other people who have something in their inbox because of this. */
  also: readonly Id[];
};

/** So many transactions in one call; whoever called comes again. */
const mostBatches = 50;

/**
 * Routes all of a person's inbox in order. Each batch is one transaction under the person's lock. People who turn out to be one are locked
 * together, in id order, and what they brought is looked at again. A row that fails is tried again by the next calls, and set aside after five.
 */
export async function route(deps: RuntimeDeps, environmentId: Id, profileId: Id): Promise<RouteResult> {
  const result = { routed: 0, done: false, pokes: false, also: new Set<Id>() };
  let locked: readonly Id[] = [profileId];
  let before: Id | undefined;
  for (let batches = 0; batches < mostBatches; batches++) {
    const people = locked;
    const stop = before;
    let batch: Batch;
    try {
      batch = await retryOnConflict(() =>
        deps.store.lockPerson(environmentId, people, (tx) => routeBatch(tx, deps, profileId, people, stop)),
      );
    } catch (error) {
      if (!(error instanceof RouteFault)) throw error;
      const setAside = await countFailure(deps.store, environmentId, error.inboxId, error.cause);
      // What came before it was rolled back with it: that is routed now, and nothing after it until it works or is set aside.
      if (!setAside) before = error.inboxId;
      if (!setAside && stop === error.inboxId) break;
      locked = [profileId];
      continue;
    }
    if (batch.kind === "redirected") {
      locked = [profileId, batch.into];
      continue;
    }
    result.routed += batch.routed;
    result.pokes ||= batch.pokes;
    if (batch.kind === "lock") {
      locked = batch.profileIds;
      continue;
    }
    for (const id of batch.also) if (id !== profileId) result.also.add(id);
    locked = [profileId];
    if (!batch.more) {
      result.done = before === undefined;
      break;
    }
  }
  return { ...result, also: [...result.also] };
}
