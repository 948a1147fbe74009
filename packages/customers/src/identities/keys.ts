import type { Id } from "@journeyman/core";
import type { Vault } from "@journeyman/vault";
import { cleanText } from "../fields/clean.ts";
import { looksLikeContact } from "../fields/looks.ts";
import type { CollectedEvent, IdentityKind, IdentityRef } from "../types.ts";

/** One text for one identity, for maps. */
export function identityKey(ref: { kind: string; hash: string }): string {
  return `${ref.kind}:${ref.hash}`;
}

export function identityRef(vault: Vault, environmentId: Id, kind: IdentityKind, given: string): IdentityRef {
  const value = cleanText(given);
  const hash = vault.blindIndex(environmentId, kind, value).toString("hex");
  // Many use an address as the user id: it is found by its hash, and never stands plain.
  return { kind, hash, value: kind === "email" || kind === "phone" || looksLikeContact(value) ? null : value };
}

export type EventIdentities = {
  user?: IdentityRef;
  anonymous?: IdentityRef;
  /** The one whose owner the event belongs to: the user id, else the anonymous id. */
  primary: IdentityRef;
  /** For the router, strongest first. */
  all: IdentityRef[];
};

/** The identities of an event, hashed; undefined when it has neither a user id nor an anonymous id. */
export function identitiesOf(vault: Vault, environmentId: Id, event: CollectedEvent): EventIdentities | undefined {
  const ref = (kind: IdentityKind, value: string) => identityRef(vault, environmentId, kind, value);
  const user = event.userId === undefined ? undefined : ref("user_id", event.userId);
  const anonymous = event.anonymousId === undefined ? undefined : ref("anonymous_id", event.anonymousId);
  const primary = user ?? anonymous;
  if (primary === undefined) return undefined;
  const all = [...(user ? [user] : []), ...(anonymous ? [anonymous] : [])];
  for (const { type, id } of event.externalIds ?? []) all.push(ref("external_id", `${type}:${id}`));
  if (event.previous) {
    all.push({ ...ref("anonymous_id", event.previous.id), previous: true });
    if (event.previous.user) all.push({ ...ref("user_id", event.previous.id), previous: true });
  }
  return { ...(user ? { user } : {}), ...(anonymous ? { anonymous } : {}), primary, all };
}
