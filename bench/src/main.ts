import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { type Contestant, engine, naive } from "./contestants.ts";
import { type Cpu, cpuOf, difference } from "./cpu.ts";
import { makePeople } from "./people.ts";
import { countRoundTrips } from "./round-trips.ts";
import { surroundings } from "./surroundings.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "300" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    detail: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const rounds = Number(values.rounds);

type Round = { perSecond: number; roundTrips: number; databaseMs: number; cpuMs: Cpu };
type Result = { name: string; historyEvents: number; rounds: Round[] };

Runtime.install({ logger: new DefaultLogger("WARN"), shutdownSignals: [] });
const counter = countRoundTrips();
const around = await surroundings();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void around.close().finally(() => process.exit(1)));
const results: Result[] = [];
try {
  const makers = [...(values.only === "naive" ? [] : [engine]), ...(values.only === "engine" ? [] : [naive])];
  // Turn by turn, so that whatever else the machine does meets both; and one at a time, so that neither pays for the other's polling.
  for (let round = 0; round < rounds; round++) {
    for (const [i, make] of makers.entries()) {
      const contestant = await make(around);
      try {
        results[i] = await measure(contestant, results[i], round);
      } finally {
        await contestant.stop();
      }
    }
  }
} finally {
  await around.close();
}

async function measure(contestant: Contestant, known: Result | undefined, round: number): Promise<Result> {
  const { name } = contestant;
  // Connections plan their statements, caches fill, code gets hot.
  await contestant.round(await makePeople(around.world, round === 0 ? Math.max(runs, 150) : 40));
  const people = await makePeople(around.world, runs);
  const before = await around.sink.count();
  counter.take();
  const cpu = cpuOf(around.processes);
  const began = performance.now();
  await contestant.round(people);
  const seconds = (performance.now() - began) / 1000;
  const used = difference(cpuOf(around.processes), cpu);
  const counted = counter.take();
  const sent = (await around.sink.count()) - before;
  if (sent !== runs * 2) throw new Error(`${name} sent ${sent} mails for ${runs} runs.`);
  const cpuMs = Object.fromEntries(Object.entries(used).map(([server, ms]) => [server, ms / runs]));
  console.log(
    `round ${round + 1}  ${name.padEnd(12)} ${(runs / seconds).toFixed(1)} journeys/s, ${totalOf(cpuMs).toFixed(1)} ms of CPU each`,
  );
  if (values.detail && round === rounds - 1) {
    for (const [query, { n, ms }] of [...counted.byName].sort((a, b) => b[1].ms - a[1].ms).slice(0, 25)) {
      console.log(`    ${query.padEnd(50)} ${(n / runs).toFixed(2)} a run, ${(ms / n).toFixed(2)} ms each`);
    }
  }
  const measured = { perSecond: runs / seconds, roundTrips: counted.queries / runs, databaseMs: counted.ms / runs, cpuMs };
  return { name, historyEvents: await contestant.historyEvents(), rounds: [...(known?.rounds ?? []), measured] };
}

/** The medians of all rounds: one that something else on the machine has disturbed says nothing. */
const medians = results.map(({ name, historyEvents, rounds }) => ({
  name,
  perSecond: median(rounds.map((round) => round.perSecond)),
  historyEvents,
  roundTrips: median(rounds.map((round) => round.roundTrips)),
  databaseMs: median(rounds.map((round) => round.databaseMs)),
  cpuMs: Object.fromEntries(Object.keys(rounds[0]?.cpuMs ?? {}).map((key) => [key, median(rounds.map((round) => round.cpuMs[key] ?? 0))])),
}));
console.table(
  medians.map(({ name, perSecond, historyEvents, roundTrips, databaseMs, cpuMs }) => ({
    "": name,
    "journeys/s": perSecond.toFixed(1),
    "history events": historyEvents,
    "round trips": roundTrips.toFixed(1),
    "ms in queries": databaseMs.toFixed(1),
    ...Object.fromEntries(Object.entries(cpuMs).map(([key, ms]) => [`${key} CPU ms`, ms.toFixed(1)])),
    "CPU ms": totalOf(cpuMs).toFixed(1),
  })),
);
const [ours, theirs] = medians;
const ratios = ours && theirs && { journeys: ours.perSecond / theirs.perSecond, cpu: totalOf(theirs.cpuMs) / totalOf(ours.cpuMs) };
if (ratios) {
  console.log(`${ratios.journeys.toFixed(2)} times the journeys a second of the hand-written workflow`);
  console.log(`${ratios.cpu.toFixed(2)} times by CPU time`);
}
const folder = fileURLToPath(new URL("../results/", import.meta.url));
mkdirSync(folder, { recursive: true });
const report = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, runs, ratios, medians, results };
writeFileSync(`${folder}latest.json`, `${JSON.stringify(report, null, 2)}\n`);

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function totalOf(cpu: Cpu): number {
  return Object.values(cpu).reduce((sum, ms) => sum + ms, 0);
}
