import { type Id, isId, isJourneymanError, parseId } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { domainHash, parseContact } from "../people/contact-points.ts";
import { redirectOf } from "../people/profile-row.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { type PersonSummary, personSummaries } from "./summaries.ts";

export type FindPeople = { search?: string; after?: string; limit?: number; names: boolean };
export type FoundPeople = { people: PersonSummary[]; next?: string };

/**
 * People by a person's id, user or anonymous id, exact e-mail address or phone number, or `@domain`; all of them without a search. Those seen
 * last come first. `limit` is at most 200 (default 50). Addresses are found by blind index: parts of them cannot be searched.
 */
export async function findPeople(tx: Tx, vault: Vault, { search = "", after, limit = 50, names }: FindPeople): Promise<FoundPeople> {
  const most = Math.min(Math.max(1, Math.trunc(limit)), 200);
  const cursor = after === undefined ? undefined : readCursor(after);
  const text = search.trim();
  const candidates = text === "" ? undefined : await candidatesFor(tx, vault, text);
  const rows = await page(tx, candidates, cursor, most + 1);
  const shown = rows.slice(0, most);
  const people = await personSummaries(
    tx,
    vault,
    shown.map((row) => row.id),
    names,
  );
  const last = shown.at(-1);
  return { people, ...(rows.length > most && last ? { next: writeCursor(last) } : {}) };
}

/** Whose id or address the text is. Undefined: nobody's list is narrowed (no text). */
async function candidatesFor(tx: Tx, vault: Vault, text: string): Promise<Id[]> {
  if (text.startsWith("per_") || isId(text.toLowerCase())) {
    const id = personId(text);
    if (id !== undefined) return [(await redirectOf(tx, id)) ?? id];
  }
  if (text.startsWith("@")) {
    const domain = parseContact("email", `a${text}`)?.domain;
    if (domain === undefined) return [];
    return idsOf(
      await tx.query<{ id: Id }>(
        "customers.people_of_domain",
        "SELECT DISTINCT profile_id AS id FROM contact_point WHERE environment_id = $1 AND domain_hash = $2",
        [tx.environmentId, domainHash(vault, tx.environmentId, domain)],
      ),
    );
  }
  const contacts = (["email", "phone"] as const).flatMap((kind) => parseContact(kind, text) ?? []);
  const keys = ["user_id", "anonymous_id"].map((kind) => ({ kind, hash: vault.blindIndex(tx.environmentId, kind, text) }));
  const points = contacts.map(({ kind, index }) => ({ kind, hash: vault.blindIndex(tx.environmentId, kind, index) }));
  return idsOf(
    await tx.query<{ id: Id }>(
      "customers.people_by_key",
      `SELECT i.profile_id AS id FROM unnest($2::text[], $3::bytea[]) AS k(kind, hash)
         JOIN identity i ON i.environment_id = $1 AND i.kind = k.kind AND i.value_hash = k.hash
       UNION
       SELECT c.profile_id FROM unnest($4::text[], $5::bytea[]) AS k(kind, hash)
         JOIN contact_point c ON c.environment_id = $1 AND c.kind = k.kind AND c.address_hash = k.hash`,
      [tx.environmentId, keys.map((k) => k.kind), keys.map((k) => k.hash), points.map((k) => k.kind), points.map((k) => k.hash)],
    ),
  );
}

function personId(text: string): Id | undefined {
  try {
    return parseId("profile", text.toLowerCase());
  } catch (error) {
    if (isJourneymanError(error)) return undefined;
    throw error;
  }
}

function idsOf(rows: readonly { id: Id }[]): Id[] {
  return rows.map((row) => row.id);
}

type Row = { at: number | null; id: Id };

/** One page, those never seen (made by hand, not by an event) last. Each question has its own statement, or its index would not be used. */
async function page(tx: Tx, candidates: Id[] | undefined, cursor: Cursor | undefined, limit: number): Promise<Row[]> {
  const among = candidates === undefined ? "" : "AND id = ANY($3::uuid[])";
  const seenBefore = cursor === undefined || cursor.at === null ? "" : "AND last_seen_at <= $4 AND (last_seen_at, id) < ($4, $5::uuid)";
  const narrowed = [candidates === undefined ? "all" : "among", cursor === undefined ? "first" : "next"].join("_");
  const values = [tx.environmentId, limit, candidates ?? [], sqlTime(cursor?.at), cursor?.id ?? null];
  const seen =
    cursor !== undefined && cursor.at === null
      ? []
      : await tx.query<Row>(
          `customers.people_seen_${narrowed}`,
          `SELECT last_seen_at AS at, id FROM profile
            WHERE environment_id = $1 AND redirect_to IS NULL AND last_seen_at IS NOT NULL ${among} ${seenBefore} ${allUsed}
            ORDER BY last_seen_at DESC, id DESC LIMIT $2`,
          values,
        );
  if (seen.length >= limit) return seen;
  const unseen = await tx.query<Row>(
    `customers.people_unseen_${narrowed}`,
    `SELECT NULL::timestamptz AS at, id FROM profile
      WHERE environment_id = $1 AND redirect_to IS NULL AND last_seen_at IS NULL ${among}
        AND ($5::uuid IS NULL OR id < $5) ${allUsed}
      ORDER BY id DESC LIMIT $2`,
    [tx.environmentId, limit - seen.length, candidates ?? [], null, cursor?.at === null ? cursor.id : null],
  );
  return [...seen, ...unseen];
}

/** Every parameter needs a type, also in a statement that does not use it. */
const allUsed = "AND ($3::uuid[] IS NOT NULL OR $4::timestamptz IS NULL OR $5::uuid IS NULL)";
