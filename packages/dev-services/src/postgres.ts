import { type ChildProcess, execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { anyPort } from "./ports.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { endGroup, hasEnded, spawnGroup } from "./process-group.ts";

export type PostgresOptions = {
  /** Data folder; made and initialised when empty. */
  directory: string;
  port?: number;
  /** Tests only: commits are not flushed, so a power cut loses data. */
  unsafeButFast?: boolean;
  maxConnections?: number;
  onLog?: (line: string) => void;
};

export type PostgresServer = {
  /** `postgresql://journeyman:…@127.0.0.1:port/postgres`, the owner's. */
  url(database?: string): string;
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
};

const user = "journeyman";
// The server listens on loopback only; the password keeps other users of this machine out by accident, not by force.
const password = "journeyman";

/** Starts the embedded Postgres on loopback. Throws with the server's own words when it does not come up. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  if (!existsSync(join(options.directory, "PG_VERSION"))) initialise(options.directory, binaries);
  endLeftover(options.directory);
  const port = options.port ?? (await anyPort());
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `max_connections=${options.maxConnections ?? 200}`,
    "shared_buffers=256MB",
    "timezone=UTC",
    ...(options.unsafeButFast ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
  ];
  const child = spawnGroup(
    binaries.postgres,
    ["-D", options.directory, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      ...binaries.owner,
      lastSignal: "SIGINT",
    },
  );
  await ready(child, options.onLog);
  return {
    url: (database = "postgres") => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
    port,
    process: child,
    // SIGINT is Postgres's fast shutdown: open transactions end, data is flushed.
    stop: () => endGroup(child, "SIGINT", 15_000),
  };
}

function initialise(directory: string, { initdb, owner }: ReturnType<typeof postgresBinaries>): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const passwordFile = `${directory}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [directory, passwordFile]) chownSync(path, owner.uid, owner.gid);
  try {
    execFileSync(
      initdb,
      [
        `--pgdata=${directory}`,
        "--auth=scram-sha-256",
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
      ],
      { ...owner, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C" } },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A server that outlived its parent (kill -9) still holds the folder: it is ours, so it is ended. */
function endLeftover(directory: string): void {
  const file = join(directory, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

function ready(child: ChildProcess, onLog: ((line: string) => void) | undefined): Promise<void> {
  let words = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      const text = chunk.toString();
      onLog?.(text.trimEnd());
      if (hasEnded(child)) return;
      words = (words + text).slice(-4000);
      if (words.includes("database system is ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Postgres did not start:\n${words}`)));
  });
}
