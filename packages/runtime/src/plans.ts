import { type Id, JourneymanError } from "@journeyman/core";
import type { Plan } from "@journeyman/journey";
import type { Tx } from "@journeyman/store";
import { LRUCache } from "lru-cache";

/** Versions never change once published, so a plan that was read stays right for as long as the process lives. */
const plans = new LRUCache<Id, Plan>({ max: 500 });

/** The plan of a published version, by the transaction at hand (never a second client: that empties the pool under load). */
export async function planOf(tx: Tx, versionId: Id): Promise<Plan> {
  const found = (await plansOf(tx, [versionId])).get(versionId);
  if (!found) throw new JourneymanError("not_found", `Version ${versionId} is not in this environment.`, { context: { versionId } });
  return found;
}

/** Those of the versions that exist, by id; one query for all that are not at hand. */
export async function plansOf(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, Plan>> {
  const found = new Map<Id, Plan>();
  const missing: Id[] = [];
  for (const id of versionIds) {
    const plan = plans.get(`${tx.environmentId}/${id}`);
    if (plan) found.set(id, plan);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  const rows = await tx.query<{ id: Id; plan: Plan }>(
    "plans_read",
    "SELECT id, plan FROM version WHERE environment_id = $1 AND id = ANY($2::uuid[])",
    [tx.environmentId, missing],
  );
  for (const row of rows) {
    plans.set(`${tx.environmentId}/${row.id}`, row.plan);
    found.set(row.id, row.plan);
  }
  return found;
}
