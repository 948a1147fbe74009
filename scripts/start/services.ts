import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTemporal, isReachable, startPostgres, startTemporal } from "@journeyman/dev-services";
import { recordDatabase } from "./databases.ts";
import { probeDatabase, probeTemporal } from "./external.ts";
import type { Home } from "./home.ts";
import { keepRunning, type Service } from "./keep-running.ts";

type Say = (line: string) => void;
type TakePort = (variable: string, wanted: number) => Promise<number>;

/** The database: `DATABASE_URL`, or an embedded Postgres whose data lie in the home folder. */
export async function database(home: Home, takePort: TakePort, say: Say): Promise<{ url: string; service?: Service; title: string }> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const host = await probeDatabase(given);
    recordDatabase(home, { external: true });
    return { url: given, title: `Postgres at ${host} (DATABASE_URL)` };
  }
  const directory = postgresFolder(home, say);
  recordDatabase(home, { folder: directory });
  const port = await takePort("POSTGRES_PORT", 5433);
  let url = "";
  const service = await keepRunning(
    "postgres",
    async () => {
      const server = await startPostgres({ directory, port });
      url = server.url();
      return server;
    },
    say,
  );
  return { url, title: `Postgres, embedded, on 127.0.0.1:${port}`, service };
}

/** Root starts Postgres as another user, who must be able to reach the folder. */
function postgresFolder(home: Home, say: Say): string {
  const wanted = home.file("postgres");
  if (process.getuid?.() !== 0 || isReachable(dirname(wanted))) return wanted;
  const elsewhere = join(tmpdir(), `journeyman-${createHash("sha256").update(home.path).digest("hex").slice(0, 12)}`, "postgres");
  mkdirSync(dirname(elsewhere), { recursive: true });
  say(`${home.path} is private, and Postgres does not run as root: its data lie in ${elsewhere}`);
  return elsewhere;
}

/** Temporal: `TEMPORAL_ADDRESS`, or a development server whose file lies in the home folder. */
export async function temporal(
  home: Home,
  takePort: TakePort,
  say: Say,
): Promise<{ address: string; ui?: string; service?: Service; title: string }> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) {
    await probeTemporal(given);
    return { address: given, title: `Temporal at ${given} (TEMPORAL_ADDRESS)` };
  }
  const found = await findTemporal(say);
  const port = await takePort("TEMPORAL_PORT", 7233);
  const uiPort = await takePort("TEMPORAL_UI_PORT", 8233);
  const service = await keepRunning(
    "temporal",
    () => startTemporal({ executable: found.path, file: home.file("temporal.db"), port, uiPort }),
    say,
  );
  return { address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}`, title: `Temporal on 127.0.0.1:${port}`, service };
}
