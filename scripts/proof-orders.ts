// Real orders of a shop, sent through the collector with Segment's client into a published journey that each order enters once.
// Then profiles, orders, entries and ends are compared with counts made from the file alone. Nothing is sampled: every customer is compared.
//   node --import tsx scripts/proof-orders.ts [--limit 2000] [--file cdnow.csv.gz] [--entries-only] [--keep]
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { compare } from "./proof/compare.ts";
import { startInstallation } from "./proof/installation.ts";
import { expectedOf, readOrders } from "./proof/orders.ts";
import { prepare } from "./proof/prepare.ts";
import { sendOrders } from "./proof/send.ts";
import { waitForEntries, waitForRuns } from "./proof/wait.ts";

const { values } = parseArgs({
  options: {
    file: { type: "string", default: new URL("../../shared/data/cdnow.csv.gz", import.meta.url).pathname },
    limit: { type: "string" },
    /** Ends once every order has entered; without it every run is followed to its end on Temporal. */
    "entries-only": { type: "boolean", default: false },
    /** Leaves the database's folder where it is, and says where. */
    keep: { type: "boolean", default: false },
  },
});

if (!existsSync(values.file)) {
  console.warn(`
──────────────────────────────────────────────────────────────────────────────────────────────
  SKIPPED: the proof with real orders was NOT run, because ${values.file} is not there.
  It is the CDNOW data set (Fader and Hardie): 69,659 orders, columns customer_id, date, quantity,
  amount, as gzipped CSV. Put it there, or name it: --file path/to/cdnow.csv.gz
──────────────────────────────────────────────────────────────────────────────────────────────
`);
  process.exit(0);
}

const limit = values.limit === undefined ? undefined : Number(values.limit);
if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
  console.error("--limit is a number of orders, such as 2000.");
  process.exit(2);
}

const say = (line: string) => console.log(line);
const orders = readOrders(values.file, limit);
const expected = expectedOf(orders);
say(`${orders.length} orders of ${expected.customers.size} customers, from ${values.file}`);

const installation = await startInstallation(say, { keep: values.keep, worker: true });
let failed = false;
try {
  const journey = await prepare(installation);
  const sent = await sendOrders(installation.ingestUrl, journey.writeKey, orders);
  say(`collected   ${rate(orders.length, sent.ms)} orders, as the client was told (2xx after commit)`);
  const again = orders.slice(0, 500);
  await sendOrders(installation.ingestUrl, journey.writeKey, again);
  say(`            and the first ${again.length} a second time, which must not count`);
  const routedMs = await waitForEntries(installation.store, journey, orders.length, say);
  say(`entered     ${rate(orders.length, sent.ms + routedMs)} orders, from the first one sent to the last one entered`);
  if (!values["entries-only"]) {
    const endedMs = await waitForRuns(installation.store, journey, orders.length, say);
    say(`ended       ${rate(orders.length, sent.ms + routedMs + endedMs)} runs, each a workflow on Temporal, from the first order sent`);
  }
  const problems = await compare(installation.store, journey, expected, { ends: !values["entries-only"] }, say);
  failed = problems.length > 0;
  for (const problem of problems.slice(0, 20)) console.error(`✗ ${problem}`);
  if (problems.length > 20) console.error(`✗ … and ${problems.length - 20} more`);
} catch (error) {
  installation.tellLogs();
  throw error;
} finally {
  await installation.stop();
}
say(failed ? "The database does not agree with the file." : "Profiles, orders and entries agree exactly with the file.");
process.exit(failed ? 1 : 0);

function rate(count: number, ms: number): string {
  return `${Math.round(count / (ms / 1000)).toLocaleString("en")} a second: ${count.toLocaleString("en")} in ${(ms / 1000).toFixed(1)} s,`;
}
