import { createHash } from "node:crypto";
import { type Id, JourneymanError, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { PersonCipher, Vault } from "@journeyman/vault";
import { cleanObject } from "../fields/clean.ts";
import { fieldClasses, recordGuesses } from "../fields/field-store.ts";
import { splitProperties, splitTraits } from "../fields/split.ts";
import type { FieldClasses, FieldGuess } from "../fields/types.ts";
import { identitiesOf, identityKey } from "../identities/keys.ts";
import { findOwners } from "../identities/owners.ts";
import type { CollectedEvent } from "../types.ts";
import { keepContext } from "./context.ts";
import { resolvePeople } from "./resolve.ts";
import { type SealedEvent, sealedEventToJson } from "./sealed.ts";
import { type NewEvent, writeEvents } from "./write-events.ts";

/**
 * `duplicates`: their messageId was counted before. `dropped`: their person was erased. `people`: whose inbox has something new, for
 * one notification each.
 */
export type Collected = { accepted: number; duplicates: number; dropped: number; people: Id[] };

/**
 * Finds or creates each event's person and writes event keys, events and inbox rows: at most two round trips besides BEGIN and COMMIT
 * (two more the first time people get sealed data, one more for field names never seen). Traits, joins and consent are left to routing.
 */
export async function collect(tx: Tx, vault: Vault, input: readonly CollectedEvent[]): Promise<Collected> {
  if (input.length === 0) return { accepted: 0, duplicates: 0, dropped: 0, people: [] };
  const identities = input.map((event) => {
    const found = identitiesOf(vault, tx.environmentId, event);
    if (found === undefined) throw new JourneymanError("invalid", "An event needs a userId or an anonymousId to find its person by.");
    return found;
  });
  const classes = await fieldClasses(tx);
  const owners = await findOwners(
    tx,
    identities.flatMap(({ user, anonymous }) => [...(user ? [user] : []), ...(anonymous ? [anonymous] : [])]),
  );
  const now = tx.now();
  const { people, created, claims } = resolvePeople(identities, owners, () => newId(now));

  const guesses: FieldGuess[] = [];
  const parts = input.map((event) => partEvent(event, classes, guesses));
  const sealing = parts.flatMap((part, i) => (part.sealed !== undefined && people[i] !== undefined ? [people[i]] : []));
  const keys = sealing.length > 0 ? await vault.personKeys(tx, sealing) : new Map<Id, PersonCipher>();
  if (guesses.length > 0) await recordGuesses(tx, guesses);

  const rows: NewEvent[] = [];
  input.forEach((event, i) => {
    const profileId = people[i];
    const part = parts[i];
    const found = identities[i];
    if (profileId === undefined || part === undefined || found === undefined) return;
    // Where every identity is this person's already, the router has nothing to join.
    const settled = found.all.every((ref) => owners.get(identityKey(ref))?.profileId === profileId);
    rows.push({
      id: newId(now),
      profileId,
      messageHash: messageHash(event),
      event,
      properties: part.properties,
      context: part.context,
      sealed: part.sealed === undefined ? null : (keys.get(profileId)?.seal(part.sealed) ?? null),
      identities: settled ? null : found.all,
    });
  });
  const written = await writeEvents(tx, { rows, created, claims });
  const accepted = rows.filter((row) => written.has(row.id));
  return {
    accepted: accepted.length,
    duplicates: rows.length - accepted.length,
    dropped: input.length - rows.length,
    people: [...new Set(accepted.map((row) => row.profileId))],
  };
}

function messageHash(event: CollectedEvent): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([event.messageScope ?? "", event.messageId]))
    .digest();
}

function partEvent(event: CollectedEvent, classes: FieldClasses, guesses: FieldGuess[]) {
  const properties = splitProperties(cleanObject(event.properties), classes);
  const traits = splitTraits(cleanObject(event.traits), classes);
  const context = keepContext(cleanObject(event.context));
  guesses.push(...properties.guesses, ...traits.guesses);
  // Identify has no properties of its own: its plain traits stand there, so that a filter can read them.
  const identify = event.type === "identify";
  const plainContext = identify || Object.keys(traits.plain).length === 0 ? context.plain : { ...context.plain, traits: traits.plain };
  const sealed: SealedEvent = {
    properties: properties.sealed,
    traits: traits.sealed,
    context: context.sealed,
    ...(event.claimed === undefined ? {} : { claimed: cleanObject(event.claimed) }),
  };
  return {
    properties: identify ? { ...properties.plain, ...traits.plain } : properties.plain,
    context: plainContext,
    sealed: sealedEventToJson(sealed),
  };
}
