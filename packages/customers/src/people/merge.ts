import { type Id, JourneymanError } from "@journeyman/core";
import { sqlJson, sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { Merge } from "../types.ts";
import { mergeContactPoints } from "./merge-contact-points.ts";
import { mergeEntries } from "./merge-entries.ts";
import { openTraits, readProfile, sealTraits } from "./profile-row.ts";
import { resealOwned } from "./reseal-owned.ts";

/**
 * Makes two people one: everything of `from` becomes `into`'s and `from` redirects. `into`'s traits win, `from`'s fill the gaps. The caller
 * holds both locks, in id order. Consent records stay as they were written (append-only); a contact point keeps the consent that hangs on
 * it, no proof passes from one address to another.
 */
export async function mergePeople(tx: Tx, vault: Vault, from: Id, into: Id): Promise<Merge> {
  const [loser, winner] = [await readProfile(tx, from), await readProfile(tx, into)];
  if (!loser || !winner)
    throw new JourneymanError("not_found", "One of two people to merge does not exist any more.", { context: { from, into } });
  await mergeContactPoints(tx, vault, from, into);
  await resealOwned(tx, vault, from, into);
  const endRuns = await mergeEntries(tx, from, into);
  await tx.query("customers.merge_rows", moveRows, [tx.environmentId, from, into]);

  const sealed = { ...(await openTraits(tx, vault, loser)), ...(await openTraits(tx, vault, winner)) };
  const traits = { ...loser.traits, ...winner.traits };
  for (const name of Object.keys(sealed)) delete traits[name];
  const first = Math.min(...[loser.first_seen_at, winner.first_seen_at].filter((at) => at !== null));
  const last = Math.max(...[loser.last_seen_at, winner.last_seen_at].filter((at) => at !== null));
  await tx.query(
    "customers.merge_winner",
    `UPDATE profile SET traits = $3, sealed = $4, time_zone = $5, locale = $6, country = $7, position = $8, first_seen_at = $9, last_seen_at = $10
      WHERE environment_id = $1 AND id = $2`,
    [
      tx.environmentId,
      into,
      sqlJson(traits),
      await sealTraits(tx, vault, into, sealed),
      winner.time_zone ?? loser.time_zone,
      winner.locale ?? loser.locale,
      winner.country ?? loser.country,
      Math.max(winner.position, loser.position),
      Number.isFinite(first) ? sqlTime(first) : null,
      Number.isFinite(last) ? sqlTime(last) : null,
    ],
  );
  await tx.query(
    "customers.merge_loser",
    "UPDATE profile SET redirect_to = $3, traits = '{}', sealed = NULL WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, from, into],
  );
  return { from, into, endRuns };
}

/** All that only names its person. Consent is append-only and stays; what is sealed or may collide is moved elsewhere. */
const moveRows = `
WITH identities AS (UPDATE identity SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     inboxes AS (UPDATE inbox SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     histories AS (UPDATE trait_history SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     events AS (UPDATE event SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     refusals AS (UPDATE refusal SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     runs AS (UPDATE run SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     waits AS (UPDATE wait SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     pokes AS (UPDATE poke SET profile_id = $3 WHERE environment_id = $1 AND run_id IN (SELECT id FROM run WHERE environment_id = $1 AND profile_id = $2)),
     traces AS (UPDATE trace SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2),
     conversions AS (UPDATE conversion SET profile_id = $3 WHERE environment_id = $1 AND run_id IN (SELECT id FROM run WHERE environment_id = $1 AND profile_id = $2)),
     messages AS (UPDATE message SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2)
SELECT 1`;
