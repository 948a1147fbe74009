import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { claimPort, portAllocator } from "@journeyman/dev-services";
import { buildWeb } from "./build-web.ts";
import { processEnvironment, urlsOf } from "./environment.ts";
import { explainDatabase } from "./external.ts";
import { openHome, writePrivate } from "./home.ts";
import type { Service } from "./keep-running.ts";
import { claimHome, forgetRun, recordRun } from "./leftovers.ts";
import { processes } from "./processes.ts";
import { run } from "./run.ts";
import { database, temporal } from "./services.ts";
import { stepPrinter } from "./steps.ts";
import { type Supervised, supervise } from "./supervisor.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const development = process.argv.includes("--dev");
const home = openHome(root);
const { step, total } = stepPrinter();
const say = (line: string) => console.log(`! ${line}`);
const services: Service[] = [];
const supervised: Supervised[] = [];
let ending: Promise<never> | undefined;

/** Ends everything in the reverse order, once, whoever asks. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    console.log("\nEnding …");
    // What the worker is sending ends first; then whom it sends to.
    const isFakes = ({ spec }: Supervised) => spec.name === "fakes";
    await Promise.all(supervised.filter((one) => !isFakes(one)).map((one) => one.stop()));
    await Promise.all(supervised.filter(isFakes).map((one) => one.stop()));
    for (const service of [...services].reverse()) await service.stop();
    forgetRun(home.file("run.json"));
    console.log("Everything has ended. npm start brings it back with its data.");
    process.exit(code);
  })();
  return ending;
}
for (const [signal, code] of [
  ["SIGINT", 0],
  ["SIGTERM", 0],
  ["SIGHUP", 0],
] as const)
  process.on(signal, () => void end(code));

async function start(): Promise<void> {
  const nextFree = portAllocator(claimPort);
  const takePort = async (variable: string, wanted: number) => {
    const fixed = Number(process.env[variable] ?? wanted);
    const port = await nextFree(fixed);
    if (port !== fixed) say(`port ${fixed} is in use; ${variable} is ${port} this time`);
    return port;
  };
  const remember = () =>
    recordRun(
      home.file("run.json"),
      [...services, ...supervised.map((one) => ({ name: one.spec.name, pid: one.pid }))].map(({ name, pid }) => ({ name, pid: pid() })),
    );

  const db = await step(
    "Starting Postgres",
    (note) => database(home, takePort, note),
    ({ title }) => title,
  );
  if (db.service) services.push(db.service);
  remember();
  const { migrate, roleUrls } = await import("@journeyman/prisma");
  const migrated = await step(
    "Migrating",
    () => migrate(db.url).catch(explainDatabase),
    ({ applied }) => (applied.length ? `Schema: ${applied.length} migrations applied` : "Schema is up to date"),
  );
  void migrated;
  const ports = {
    web: await takePort("WEB_PORT", 3000),
    ingest: await takePort("INGEST_PORT", 3001),
    inbox: await takePort("FAKES_PORT", 3002),
    shop: await takePort("SHOP_PORT", 3003),
    worker: await takePort("WORKER_PORT", 3004),
    smtp: await takePort("FAKE_SMTP_PORT", 3025),
  };
  const urls = urlsOf(ports);
  const roles = roleUrls(db.url);
  const env = processEnvironment(
    home,
    {
      databaseUrl: db.url,
      appDatabaseUrl: process.env.APP_DATABASE_URL ?? roles.app,
      engineDatabaseUrl: process.env.ENGINE_DATABASE_URL ?? roles.engine,
      temporalAddress: "",
      ports,
    },
    urls,
    development,
  );

  // Finding Temporal may mean building it, and building the web app and the demo take as long: all three at once.
  const temporalStep = step(
    "Finding Temporal",
    (note) => temporal(home, takePort, note),
    ({ title }) => title,
  ).then((found) => {
    if (found.service) services.push(found.service);
    remember();
    env.TEMPORAL_ADDRESS = found.address;
    return found;
  });
  const demoFile = home.file("demo.json");
  const demoStep = step(
    "Filling the demo workspace",
    () => run(process.execPath, ["--import", "tsx", join(root, "packages/demo/src/main.ts"), demoFile], { cwd: root, env }),
    () => "Demo workspace",
  );
  const webStep = development
    ? undefined
    : step(
        "Building the web app",
        () => buildWeb(root, env),
        (built) => (built ? "Web app built" : "Web app is up to date"),
      );
  const [engine] = await Promise.all([temporalStep, demoStep, webStep]);
  const demo = JSON.parse(readFileSync(demoFile, "utf8")) as Record<string, unknown>;

  // The shop mints user tokens with the browser source's secret; it finds both in dev.json.
  writePrivate(
    home.file("dev.json"),
    `${JSON.stringify({ ...urls, temporal: { address: engine.address, ui: engine.ui ?? null }, database: db.url, ...demo }, null, 2)}\n`,
  );
  await step(
    "Starting fakes, collector, worker and web",
    async () => {
      for (const spec of processes(root, home, ports, env, development)) supervised.push(supervise(spec, say));
      await Promise.all(supervised.map((one) => one.ready()));
    },
    () => "Fakes, collector, worker and web",
  );
  remember();
  setInterval(remember, 5000).unref();

  const [login] = demo.logins as { email: string; password: string }[];
  console.log(
    [
      "",
      `Journeyman is ready after ${total()}. Nothing leaves this machine: mail and SMS go to the inbox below.`,
      "",
      `  Web       ${urls.web}       sign in as ${login?.email} with ${login?.password}`,
      `  Shop      ${urls.shop}       put something in the cart, leave, and wait a minute`,
      `  Inbox     ${urls.inbox}       what was sent`,
      `  Collector ${urls.ingest}       Segment's HTTP API; keys in ${home.file("dev.json")}`,
      ...(engine.ui ? [`  Temporal  ${engine.ui}`] : []),
      "",
      `Logs are in ${home.file("logs")}. Ctrl-C ends everything and keeps the data; npm run reset clears it.`,
    ].join("\n"),
  );
}

if (!existsSync(join(root, "node_modules"))) throw new Error("Packages are missing. Start with npm start, which installs them.");
try {
  claimHome(home.file("run.json"), say);
} catch (error) {
  // Nothing is ours to end here.
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
start().catch(async (error: unknown) => {
  if (ending) return;
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  await end(1);
});
