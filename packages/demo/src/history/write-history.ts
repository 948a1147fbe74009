import { canonicalJson, type Id, newId } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { seededRandom } from "../random.ts";
import { insertRows, type Row } from "./insert-rows.ts";
import { inventPerson } from "./people.ts";
import { addPerson } from "./person-rows.ts";
import { addRuns } from "./run-rows.ts";
import { readSetting } from "./setting.ts";
import { noRows, type Rows, tables } from "./tables.ts";

const batch = 250;
const day = 86_400_000;

/** How long ago the demo's journeys went live. */
const liveSinceDays = 21;

type Target = { environmentId: Id; organisationId: Id; people: number };

/**
 * Fills an environment without people with invented ones and what they did: ninety days of events, three weeks of journeys, run by the
 * product's own machine on a virtual clock. Written in sets, so that five thousand people take seconds, and all or nothing. The same people
 * on every machine.
 */
export async function writeHistory(store: Store, vault: Vault, { environmentId, organisationId, people }: Target): Promise<void> {
  const random = seededRandom(20_261_124);
  return store.tenant(environmentId, async (tx) => {
    const now = tx.now();
    const setting = await readSetting(tx, now);
    for (let from = 0; from < people; from += batch) {
      const invented = Array.from({ length: Math.min(batch, people - from) }, (_, place) => inventPerson(from + place, random, now));
      const ciphers = await vault.personKeys(
        tx,
        invented.map(({ id }) => id),
      );
      const rows = noRows();
      for (const person of invented) {
        const cipher = ciphers.get(person.id);
        if (!cipher) throw new Error("A person's key was not made.");
        const { points, events } = addPerson(rows, person, { vault, environmentId, organisationId, cipher, setting });
        for (const journey of setting.journeys)
          addRuns(rows, journey, now - liveSinceDays * day, { person, points, events, setting, random });
      }
      rows.tally = folded(rows.tally);
      for (const [table, columns] of Object.entries(tables)) await insertRows(tx, table, columns, rows[table as keyof Rows]);
    }
    await insertRows(tx, "field_class", tables.field_class, fieldClasses(now));
    await tx.run(
      "UPDATE source SET last_seen_at = (SELECT max(e.received_at) FROM event e WHERE e.environment_id = $1 AND e.source_id = $2) WHERE environment_id = $1 AND id = $2",
      [environmentId, setting.sourceId],
    );
  });
}

/** One tally an hour, step and way, whatever the number of people. The worker adds them to what it has counted itself: it may run already. */
function folded(rows: readonly Row[]): Row[] {
  const tallies = new Map<string, Row & { n: number }>();
  for (const row of rows) {
    const key = canonicalJson(row);
    const known = tallies.get(key);
    if (known) known.n++;
    else tallies.set(key, { ...row, id: newId(Number(row.at)), n: 1 });
  }
  return [...tallies.values()];
}

function fieldClasses(now: number): Row[] {
  const row = (scope: "trait" | "event", name: string, kind: "attribute" | "contact", type: string) => ({
    scope,
    name,
    class: kind,
    decided: true,
    type,
    first_seen_at: now - 90 * day,
  });
  return [
    row("trait", "firstName", "contact", "string"),
    row("trait", "lastName", "contact", "string"),
    row("trait", "email", "contact", "string"),
    row("trait", "phone", "contact", "string"),
    row("trait", "plan", "attribute", "string"),
    row("trait", "orders", "attribute", "number"),
    row("trait", "spent", "attribute", "number"),
    row("trait", "newsletter", "attribute", "boolean"),
    row("trait", "favourite", "attribute", "string"),
    ...["product_id", "name", "currency", "order_id", "method"].map((name) => row("event", name, "attribute", "string")),
    ...["price", "total", "items", "quantity"].map((name) => row("event", name, "attribute", "number")),
  ];
}
