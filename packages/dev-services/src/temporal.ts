import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { connect } from "node:net";
import { anyPort } from "./ports.ts";
import { endGroup, hasEnded, spawnGroup } from "./process-group.ts";

export type TemporalOptions = {
  /** The `temporal` tool, from `findTemporal`. */
  executable: string;
  /** A database file keeps workflows over a restart; without one they live in memory. */
  file?: string;
  port?: number;
  /** Absent: no web interface. */
  uiPort?: number;
  onLog?: (line: string) => void;
};

export type TemporalServer = { address: string; ui?: string; process: ChildProcess; stop(): Promise<void> };

/**
 * What every server of ours is started with. Timers have a floor of a second without the first; the rest let priorities and fairness work
 * and let one workflow hold what a crowd needs.
 */
const dynamicConfig = [
  'history.timerProcessorMaxTimeShift="1ms"',
  "matching.useNewMatcher=true",
  "matching.enableFairness=true",
  "frontend.namespaceRPS.visibility=1000",
  "frontend.workerVersioningWorkflowAPIs=true",
];

/** Starts Temporal's development server on loopback and waits until it answers. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const port = options.port ?? (await anyPort());
  const args = ["server", "start-dev", "--ip", "127.0.0.1", "--port", String(port), "--log-level", "error", "--log-format", "json"];
  if (options.file) args.push("--db-filename", options.file);
  // Measured: the server is the bottleneck, and its own commits are most of it. Postgres judges, so a lost second is made good by the sweep.
  args.push("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=off");
  if (options.uiPort === undefined) args.push("--headless");
  else args.push("--ui-port", String(options.uiPort), "--ui-ip", "127.0.0.1");
  for (const value of dynamicConfig) args.push("--dynamic-config-value", value);
  const child = spawnGroup(options.executable, args, { env: { ...process.env, TEMPORAL_VERSION_CHECK_DISABLED: "1" } });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4000);
      options.onLog?.(chunk.toString().trimEnd());
    });
  }
  const until = Date.now() + 30_000;
  while (!(await answers(port))) {
    if (hasEnded(child)) throw new Error(`Temporal did not start:\n${words}`);
    if (Date.now() > until) {
      await endGroup(child);
      throw new Error(`Temporal did not answer on 127.0.0.1:${port} within 30 seconds:\n${words}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (options.file) keepPrivate(options.file);
  return {
    address: `127.0.0.1:${port}`,
    ...(options.uiPort === undefined ? {} : { ui: `http://127.0.0.1:${options.uiPort}` }),
    process: child,
    stop: () => endGroup(child, "SIGTERM", 10_000),
  };
}

/** SQLite gives its side files the mode of the first. */
function keepPrivate(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
