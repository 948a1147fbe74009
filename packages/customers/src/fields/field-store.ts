import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { type FieldClasses, type FieldClassName, type FieldGuess, type FieldScope, fieldKey, type KnownField } from "./types.ts";

/** So many names an environment may have; a sender that invents names cannot fill the table, what comes after is held sealed. */
const mostFields = 5000;

/** How long a decision may take to reach every process. */
const freshMs = 5000;

type Cached = { at: Instant; classes: FieldClasses & { known: Map<string, KnownField> } };
const cache = new Map<Id, Cached>();

type Row = { scope: FieldScope; name: string; class: FieldClassName; decided: boolean };

/** The environment's field classes, at most five seconds old. */
export async function fieldClasses(tx: Tx): Promise<FieldClasses> {
  const found = cache.get(tx.environmentId);
  if (found && Date.now() - found.at < freshMs) return found.classes;
  const rows = await tx.query<Row>(
    "customers.field_classes",
    "SELECT scope, name, class, decided FROM field_class WHERE environment_id = $1",
    [tx.environmentId],
  );
  const known = new Map(rows.map((row) => [fieldKey(row.scope, row.name), { class: row.class, decided: row.decided }]));
  const classes = { known, full: known.size >= mostFields };
  cache.set(tx.environmentId, { at: Date.now(), classes });
  return classes;
}

/** Writes down fields that are new or whose guess became stricter; what a person decided stays. */
export async function recordGuesses(tx: Tx, guesses: readonly FieldGuess[]): Promise<void> {
  if (guesses.length === 0) return;
  const unique = [...new Map(guesses.map((guess) => [fieldKey(guess.scope, guess.name), guess])).values()].toSorted((a, b) =>
    fieldKey(a.scope, a.name) < fieldKey(b.scope, b.name) ? -1 : 1,
  );
  await tx.query(
    "customers.record_guesses",
    `INSERT INTO field_class (environment_id, scope, name, class, type)
     SELECT $1, g.scope, g.name, g.class, g.type FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS g(scope, name, class, type)
     ON CONFLICT (environment_id, scope, name) DO UPDATE SET class = EXCLUDED.class
      WHERE NOT field_class.decided AND field_class.class <> EXCLUDED.class
        AND (field_class.class = 'attribute' OR EXCLUDED.class = 'restricted')`,
    [tx.environmentId, unique.map((g) => g.scope), unique.map((g) => g.name), unique.map((g) => g.class), unique.map((g) => g.type)],
  );
  const known = cache.get(tx.environmentId)?.classes.known;
  for (const guess of unique) known?.set(fieldKey(guess.scope, guess.name), { class: guess.class, decided: false });
}

export type FieldClassRow = {
  scope: FieldScope;
  name: string;
  class: FieldClassName;
  decided: boolean;
  type: string | null;
  first_seen_at: Instant;
};

/** All fields the environment has seen, undecided contacts (held) first. */
export async function listFieldClasses(tx: Tx): Promise<FieldClassRow[]> {
  return tx.query<FieldClassRow>(
    "customers.list_field_classes",
    `SELECT scope, name, class, decided, type, first_seen_at FROM field_class WHERE environment_id = $1
      ORDER BY (NOT decided AND class <> 'attribute') DESC, scope, name`,
    [tx.environmentId],
  );
}

/** A person's decision. It holds for what comes from now on; a profile's traits follow when they are next written. */
export async function decideFieldClass(tx: Tx, scope: FieldScope, name: string, decided: FieldClassName): Promise<void> {
  const rows = await tx.query(
    "customers.decide_field_class",
    "UPDATE field_class SET class = $4, decided = true WHERE environment_id = $1 AND scope = $2 AND name = $3 RETURNING name",
    [tx.environmentId, scope, name, decided],
  );
  if (rows.length === 0)
    throw new JourneymanError("not_found", `No ${scope === "trait" ? "trait" : "event property"} called "${name}" has been seen here.`);
  cache.delete(tx.environmentId);
}
