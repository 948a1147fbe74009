import type { Id } from "@journeyman/core";
import { type EventIdentities, identityKey } from "../identities/keys.ts";
import type { Owner } from "../identities/owners.ts";
import type { IdentityRef } from "../types.ts";

export type Resolution = {
  /** Per event: whose it is; undefined: the person was erased, the event is dropped. */
  people: (Id | undefined)[];
  created: Id[];
  /** Identities of the people that are created, to bind at once. All other joining is the router's, under the person's lock. */
  claims: { ref: IdentityRef; profileId: Id }[];
};

/**
 * Whose each event is: the owner of its user id; else, when the anonymous id belongs to someone who has no user id yet, that person (the
 * router will bind the user id to them); else a new person. Events of one batch see the people that earlier ones made.
 */
export function resolvePeople(events: readonly EventIdentities[], owners: ReadonlyMap<string, Owner>, newPerson: () => Id): Resolution {
  const byKey = new Map<string, Id>();
  const known = new Set<Id>();
  const erased = new Set<string>();
  for (const [key, owner] of owners) {
    if (owner.erased) erased.add(key);
    else if (owner.profileId !== undefined) {
      byKey.set(key, owner.profileId);
      if (owner.known) known.add(owner.profileId);
    }
  }
  const created: Id[] = [];
  const claims: Resolution["claims"] = [];

  function personOf({ user, anonymous, primary }: EventIdentities): Id | undefined {
    if (erased.has(identityKey(primary))) return undefined;
    const direct = byKey.get(identityKey(primary));
    if (direct !== undefined) return direct;
    const browsing = user && anonymous ? byKey.get(identityKey(anonymous)) : undefined;
    if (user && browsing !== undefined && !known.has(browsing)) {
      byKey.set(identityKey(user), browsing);
      known.add(browsing);
      return browsing;
    }
    const person = newPerson();
    created.push(person);
    if (user) known.add(person);
    for (const ref of [user, anonymous]) {
      if (ref === undefined || byKey.has(identityKey(ref)) || erased.has(identityKey(ref))) continue;
      byKey.set(identityKey(ref), person);
      claims.push({ ref, profileId: person });
    }
    return person;
  }

  return { people: events.map(personOf), created, claims };
}
