import { type Id, JourneymanError, newId } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { mergePeople } from "../people/merge.ts";
import type { Applied, IdentityRef, Merge } from "../types.ts";
import { claimIdentities, findOwners } from "./owners.ts";
import { planJoin } from "./plan-join.ts";

/** An event that waits to be routed, with the person it was filed under. */
export type FiledEvent = { id: Id; inboxId: Id; profileId: Id; sealed: Buffer | null };

export type Joined = { kind: "stay"; profileId: Id; merged: Merge[] } | Exclude<Applied, { kind: "applied" }>;

/**
 * Brings an event's identities together, under the locks of `locked`. Anything it would have to change of a person who is not locked makes
 * it answer `lock` before it has written anything.
 */
export async function joinIdentities(
  tx: Tx,
  vault: Vault,
  event: FiledEvent,
  refs: readonly IdentityRef[],
  locked: readonly Id[],
): Promise<Joined> {
  const { profileId } = event;
  // Twice at most: a free identity that another transaction binds at this moment has an owner when looked at again.
  for (let attempt = 0; attempt < 3; attempt++) {
    const owners = await findOwners(tx, refs);
    const plan = planJoin(profileId, await isKnown(tx, profileId), refs, owners);
    if (plan.do === "move") {
      await moveEvent(tx, vault, event, plan.to);
      return { kind: "moved", profileId: plan.to };
    }
    if (plan.do === "move-to-new") {
      const to = newId(tx.now());
      const bound = await claimIdentities(tx, [{ ref: plan.claim, profileId: to }]);
      if (bound.size === 0) continue;
      await createProfile(tx, to);
      await moveEvent(tx, vault, event, to);
      return { kind: "moved", profileId: to };
    }
    if (plan.people.some((id) => !locked.includes(id))) return { kind: "lock", profileIds: [...new Set([...locked, ...plan.people])] };
    const merged: Merge[] = [];
    for (const from of plan.people) if (from !== plan.into) merged.push(await mergePeople(tx, vault, from, plan.into));
    for (const { ref, from } of plan.repoint) {
      await tx.query(
        "customers.repoint_identity",
        "UPDATE identity SET profile_id = $4 WHERE environment_id = $1 AND kind = $2 AND value_hash = $3 AND profile_id = $5",
        [tx.environmentId, ref.kind, Buffer.from(ref.hash, "hex"), plan.into, from],
      );
    }
    const bound = await claimIdentities(
      tx,
      plan.claim.map((ref) => ({ ref, profileId: plan.into })),
    );
    if (bound.size === plan.claim.length || merged.length > 0) return { kind: "stay", profileId: plan.into, merged };
  }
  throw new JourneymanError("unavailable", "Other requests keep changing who this event's ids belong to; it is tried again.", {
    context: { eventId: event.id, profileId },
  });
}

async function isKnown(tx: Tx, profileId: Id): Promise<boolean> {
  const rows = await tx.query(
    "customers.is_known",
    "SELECT 1 FROM identity WHERE environment_id = $1 AND profile_id = $2 AND kind = 'user_id' LIMIT 1",
    [tx.environmentId, profileId],
  );
  return rows.length > 0;
}

export async function createProfile(tx: Tx, id: Id): Promise<void> {
  await tx.query(
    "customers.create_profile",
    "INSERT INTO profile (environment_id, id, created_at, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $3, $3)",
    [tx.environmentId, id, sqlTime(tx.now())],
  );
}

/** Files an event that was not routed yet under another person, whose key it is sealed with from now on. */
async function moveEvent(tx: Tx, vault: Vault, event: FiledEvent, to: Id): Promise<void> {
  const sealed = event.sealed === null ? null : await vault.reseal(tx, event.profileId, to, event.sealed);
  await tx.query("customers.move_event", "UPDATE event SET profile_id = $3, sealed = $4 WHERE environment_id = $1 AND id = $2", [
    tx.environmentId,
    event.id,
    to,
    sealed,
  ]);
  await tx.query("customers.move_inbox", "UPDATE inbox SET profile_id = $3 WHERE environment_id = $1 AND id = $2", [
    tx.environmentId,
    event.inboxId,
    to,
  ]);
}
