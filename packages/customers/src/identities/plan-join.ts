import type { Id } from "@journeyman/core";
import type { IdentityRef } from "../types.ts";
import { identityKey } from "./keys.ts";
import type { Owner } from "./owners.ts";

/**
 * What an event's identities ask for. `move`: the event is somebody else's. `join`: `people` (two or more) become one, `into`; `claim`
 * are free identities to bind to them, `repoint` those that change hands.
 */
export type JoinPlan =
  | { do: "move"; to: Id }
  | { do: "move-to-new"; claim: IdentityRef }
  | { do: "join"; into: Id; people: readonly Id[]; claim: readonly IdentityRef[]; repoint: readonly { ref: IdentityRef; from: Id }[] };

/**
 * Decides how an event's identities come together. `profileId` is the person the event was filed under, `known` whether they have a user
 * id. Rules: an anonymous person becomes part of a known one; two known people are never joined by an anonymous id, which changes hands
 * instead; `alias` joins what it names; of two equals the older stays.
 */
export function planJoin(profileId: Id, known: boolean, refs: readonly IdentityRef[], owners: ReadonlyMap<string, Owner>): JoinPlan {
  const ownerOf = (ref: IdentityRef): Owner | undefined => owners.get(identityKey(ref));
  const claim: IdentityRef[] = [];
  const repoint: { ref: IdentityRef; from: Id }[] = [];
  const knownPeople = new Set<Id>(known ? [profileId] : []);
  const people = new Set<Id>([profileId]);
  for (const owner of owners.values()) if (owner.known && owner.profileId !== undefined) knownPeople.add(owner.profileId);
  let home: Id | undefined;

  const user = refs.find((ref) => ref.kind === "user_id" && !ref.previous && !ownerOf(ref)?.erased);
  if (user) {
    const owner = ownerOf(user)?.profileId;
    if (owner === undefined) {
      if (known) return { do: "move-to-new", claim: user };
      claim.push(user);
      knownPeople.add(profileId);
      home = profileId;
    } else {
      if (owner !== profileId && known) return { do: "move", to: owner };
      people.add(owner);
      home = owner;
    }
  }

  for (const ref of refs) {
    const owner = ownerOf(ref);
    if (ref === user || owner?.erased || (ref.kind === "user_id" && !ref.previous)) continue;
    if (owner?.profileId === undefined) {
      claim.push(ref);
    } else if (ref.previous) {
      people.add(owner.profileId);
    } else if (ref.kind === "anonymous_id" && !people.has(owner.profileId)) {
      if (home !== undefined && knownPeople.has(owner.profileId)) repoint.push({ ref, from: owner.profileId });
      // An anonymous person who does not own the id was made while another request made its owner. A known one has lost the id to
      // somebody else since this event was filed, which changes nothing about whose the event is.
      else if (home !== undefined || !known) people.add(owner.profileId);
    }
  }
  return { do: "join", into: home ?? eldest([...people], knownPeople), people: [...people], claim, repoint };
}

function eldest(people: readonly Id[], known: ReadonlySet<Id>): Id {
  const candidates = people.some((id) => known.has(id)) ? people.filter((id) => known.has(id)) : people;
  return candidates.reduce((a, b) => (a < b ? a : b));
}
