import type { Store, Tx } from "@journeyman/store";
import type { Customer, Expected } from "./orders.ts";
import type { ProofJourney } from "./prepare.ts";

type CustomerRow = { user_id: string; orders: number; quantity: number; cents: number; first: number; last: number; entries: number };

/** Everything the database says against everything the file says. Answers what differs, as sentences. */
export async function compare(
  store: Store,
  journey: ProofJourney,
  expected: Expected,
  options: { ends: boolean },
  say: (line: string) => void,
): Promise<string[]> {
  const problems: string[] = [];
  const same = (what: string, found: number, wanted: number): void => {
    if (found === wanted) say(`✓ ${what}: ${found.toLocaleString("en")}`);
    else problems.push(`${what}: ${found} in the database, ${wanted} in the file`);
  };
  await store.tenant(journey.environmentId, async (tx) => {
    const counts = await totals(tx, journey);
    same("profiles", counts.profiles, expected.customers.size);
    same("orders", counts.orders, expected.orders);
    same("entries", counts.entries, expected.orders);
    same("runs", counts.runs, expected.orders);
    same("refusals", counts.refusals, 0);
    same("events that could not be routed", counts.poison, 0);
    if (options.ends) {
      same("runs that ended as big", counts.big, expected.big);
      same("runs that ended as small", counts.small, expected.orders - expected.big);
    }
    const customers = await perCustomer(tx, journey);
    const before = problems.length;
    problems.push(...customersThatDiffer(customers, expected.customers));
    if (problems.length === before)
      say(`✓ each customer's orders, quantities, amounts, dates and entries: ${customers.length.toLocaleString("en")} compared`);
    const lines = await tx.query<{ order_id: string }>(
      "proof.lines",
      `SELECT e.properties->>'order_id' AS order_id FROM run r JOIN event e ON e.environment_id = $1 AND e.id = r.trigger_event_id
        WHERE r.environment_id = $1 AND r.journey_id = $2`,
      [journey.environmentId, journey.journeyId],
    );
    const entered = new Set(lines.map((row) => row.order_id));
    const missing = [...expected.lines].filter((line) => !entered.has(line));
    if (missing.length === 0 && entered.size === lines.length) say(`✓ each line of the file started exactly one run`);
    else problems.push(`${missing.length} lines started no run, ${lines.length - entered.size} started more than one`);
  });
  return problems;
}

type Totals = {
  profiles: number;
  orders: number;
  entries: number;
  runs: number;
  refusals: number;
  poison: number;
  big: number;
  small: number;
};

async function totals(tx: Tx, journey: ProofJourney): Promise<Totals> {
  const [row] = await tx.query<Totals>(
    "proof.totals",
    `SELECT (SELECT count(*) FROM profile WHERE environment_id = $1 AND redirect_to IS NULL)::int AS profiles,
            (SELECT count(*) FROM event WHERE environment_id = $1 AND name = 'Order Completed' AND position IS NOT NULL)::int AS orders,
            (SELECT coalesce(sum(starts), 0) FROM entry WHERE environment_id = $1 AND journey_id = $2)::int AS entries,
            (SELECT count(*) FROM run WHERE environment_id = $1 AND journey_id = $2)::int AS runs,
            (SELECT count(*) FROM refusal WHERE environment_id = $1)::int AS refusals,
            (SELECT count(*) FROM inbox WHERE environment_id = $1)::int AS poison,
            (SELECT count(*) FROM run WHERE environment_id = $1 AND journey_id = $2 AND exit_reason = 'big')::int AS big,
            (SELECT count(*) FROM run WHERE environment_id = $1 AND journey_id = $2 AND exit_reason = 'small')::int AS small`,
    [journey.environmentId, journey.journeyId],
  );
  if (!row) throw new Error("The database answered no counts.");
  return row;
}

function perCustomer(tx: Tx, journey: ProofJourney): Promise<CustomerRow[]> {
  return tx.query<CustomerRow>(
    "proof.customers",
    `WITH ordered AS (
       SELECT profile_id, count(*)::int AS orders, sum((properties->>'quantity')::int)::int AS quantity,
              round(sum((properties->>'total')::numeric) * 100)::int AS cents, min(at) AS first, max(at) AS last
         FROM event WHERE environment_id = $1 AND name = 'Order Completed' GROUP BY profile_id
     ), entered AS (
       SELECT profile_id, sum(starts)::int AS entries FROM entry WHERE environment_id = $1 AND journey_id = $2 GROUP BY profile_id
     )
     SELECT i.value AS user_id, o.orders, o.quantity, o.cents, o.first, o.last, coalesce(n.entries, 0) AS entries
       FROM identity i JOIN ordered o ON o.profile_id = i.profile_id LEFT JOIN entered n ON n.profile_id = i.profile_id
      WHERE i.environment_id = $1 AND i.kind = 'user_id'`,
    [journey.environmentId, journey.journeyId],
  );
}

function customersThatDiffer(rows: readonly CustomerRow[], expected: ReadonlyMap<string, Customer>): string[] {
  const problems: string[] = [];
  const found = new Map(rows.map((row) => [row.user_id, row]));
  if (found.size !== rows.length) problems.push("a customer has more than one profile");
  for (const [id, wanted] of expected) {
    const row = found.get(id);
    if (!row) problems.push(`customer ${id} is not in the database`);
    else {
      for (const field of ["orders", "quantity", "cents", "first", "last"] as const) {
        if (row[field] !== wanted[field])
          problems.push(`customer ${id}: ${field} is ${row[field]} in the database, ${wanted[field]} in the file`);
      }
      if (row.entries !== wanted.orders)
        problems.push(`customer ${id}: ${row.entries} entries in the database, ${wanted.orders} orders in the file`);
    }
  }
  for (const id of found.keys()) if (!expected.has(id)) problems.push(`customer ${id} is not in the file`);
  return problems;
}
