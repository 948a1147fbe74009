import type { Id, Instant, JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { PersonCipher, Vault } from "@journeyman/vault";
import type { ContactKind } from "../people/contact-points.ts";
import { asObject } from "../people/profile-row.ts";

/** A person in a list: the name for those who may see it, addresses as hints for everybody. A whole address is asked for on the person's own page, where each look is recorded. */
export type PersonSummary = {
  id: Id;
  userId: string | null;
  name: string | null;
  contacts: { kind: ContactKind; hint: string }[];
  country: string | null;
  locale: string | null;
  timeZone: string | null;
  createdAt: Instant;
  lastSeenAt: Instant | null;
};

type Row = {
  id: Id;
  traits: JsonObject;
  sealed: Buffer | null;
  country: string | null;
  locale: string | null;
  time_zone: string | null;
  created_at: Instant;
  last_seen_at: Instant | null;
  user_id: string | null;
  contacts: { kind: ContactKind; hint: string }[];
};

/** Summaries in the order of `ids`; who does not exist is left out. Two queries at most, and those for keys when `names` are opened. */
export async function personSummaries(tx: Tx, vault: Vault, ids: readonly Id[], names: boolean): Promise<PersonSummary[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<Row>(
    "customers.summaries",
    `SELECT p.id, p.traits, p.sealed, p.country, p.locale, p.time_zone, p.created_at, p.last_seen_at,
            (SELECT i.value FROM identity i WHERE i.environment_id = $1 AND i.profile_id = p.id AND i.kind = 'user_id' ORDER BY i.created_at LIMIT 1) AS user_id,
            coalesce((SELECT json_agg(json_build_object('kind', c.kind, 'hint', c.hint) ORDER BY c.kind)
                        FROM contact_point c WHERE c.environment_id = $1 AND c.profile_id = p.id AND c.active), '[]'::json) AS contacts
       FROM profile p WHERE p.environment_id = $1 AND p.id = ANY($2::uuid[])`,
    [tx.environmentId, ids],
  );
  const keys = new Map<Id, PersonCipher>();
  if (names) {
    const sealed = rows.filter((row) => row.sealed !== null);
    await vault.prefetch(
      tx,
      sealed.map((row) => row.id),
    );
    for (const { id } of sealed) keys.set(id, await vault.personKey(tx, id));
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [summary(row, keys.get(id))] : [];
  });
}

function summary(row: Row, key: PersonCipher | undefined): PersonSummary {
  const sealed = key && row.sealed !== null ? asObject(key.open(row.sealed)) : {};
  return {
    id: row.id,
    userId: row.user_id,
    name: nameOf({ ...row.traits, ...sealed }),
    contacts: row.contacts,
    country: row.country,
    locale: row.locale,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}

/** "Anna Nowak", from whichever of the usual traits there are. */
export function nameOf(traits: JsonObject): string | null {
  const text = (...names: string[]): string | undefined =>
    names.map((name) => traits[name]).find((value) => typeof value === "string" && value.trim() !== "") as string | undefined;
  const parts = [text("firstName", "first_name", "firstname"), text("lastName", "last_name", "lastname")].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join(" ") : (text("name", "fullName", "full_name") ?? null);
}
