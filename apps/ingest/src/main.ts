import { createRepeats, isJourneymanError } from "@journeyman/core";
import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import { type IngestConfig, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { startIngest } from "./server.ts";

function config(): IngestConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error(isJourneymanError(error) ? error.message : error);
    process.exit(1);
  }
}

const settings = config();
const log = createLog(settings.logLevel);
const lost = createRepeats();
const store = createStore({
  appUrl: settings.database.app,
  engineUrl: settings.database.engine,
  max: settings.connections,
  applicationName: "journeyman ingest",
  // The clients wait ten seconds for an answer, and then send again.
  limits: { statementMs: 7_000 },
  onIdleError: (error) =>
    lost.note("lost", (kept) => log.warn({ reason: error.message, ...kept }, "connections to the database were lost")),
});
const vault = openVault({ keyFile: settings.keyFile });

try {
  await vault.verifyAgainst(store);
  const ingest = await startIngest({
    store,
    vault,
    log,
    host: settings.host,
    port: settings.port,
    urls: { ingest: settings.publicUrl, web: settings.webUrl },
    eventsPerSecond: settings.eventsPerSecond,
  });
  log.info({ port: ingest.port, url: settings.publicUrl }, "the collector takes events");

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping: no new requests, those under way are finished");
    await ingest.close();
    await store.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(signal));
} catch (error) {
  log.fatal({ err: error }, "the collector could not start");
  await store.close();
  process.exit(1);
}
