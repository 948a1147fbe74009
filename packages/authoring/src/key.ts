import { JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

const mostLength = 60;

/** "Abandoned cart!" → `abandoned-cart`: what text forms and the API call a thing by. */
function keyFrom(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, mostLength);
  return plain || "unnamed";
}

/** A key for a new thing: the one that was `asked` for, else one made of its name. Throws `conflict` when the one asked for is taken. */
export async function newKey(tx: Tx, table: Table, asked: string | undefined, name: string): Promise<string> {
  const wanted = asked ?? keyFrom(name);
  const key = await freeKey(tx, table, wanted);
  if (asked === undefined || key === asked) return key;
  const message = `The key "${asked}" is taken. Choose another, or leave it out: then one is made of the name.`;
  throw new JourneymanError("conflict", message, { problems: [{ path: "key", message }] });
}

type Table = "journey" | "template" | "topic";

/** The key, or the first free of key-2, key-3 …; `table` is one of ours, never an input. */
async function freeKey(tx: Tx, table: Table, wanted: string): Promise<string> {
  const rows = await tx.query<{ key: string }>(
    `authoring_keys_${table}`,
    `SELECT key FROM ${table} WHERE environment_id = $1 AND (key = $2 OR key LIKE $2 || '-%')`,
    [tx.environmentId, wanted],
  );
  const taken = new Set(rows.map(({ key }) => key));
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; n < 10_000; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
  throw new JourneymanError("conflict", `There are too many of the name "${wanted}". Choose another name.`);
}
