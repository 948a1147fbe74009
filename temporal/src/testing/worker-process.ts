import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type WorkerProcess = {
  readonly process: ChildProcess;
  /** Lines of its log, parsed. */
  readonly log: Record<string, unknown>[];
  /** As a power cut does it: nothing is told, nothing is finished. */
  kill(): Promise<void>;
  /** As an operator does it. Answers the exit code. */
  stop(): Promise<number | null>;
};

const main = fileURLToPath(new URL("../worker/main.ts", import.meta.url));

/** The worker as it is started in production. Resolves once it takes work; rejects with its log when it ends before. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", main], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const log: Record<string, unknown>[] = [];
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4_000);
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      log.push(line);
      if (line.msg === "ready") resolve();
    });
    void ended.then(() => reject(new Error(`The worker ended before it was ready: ${JSON.stringify(log)} ${words}`)));
  });
  return {
    process: child,
    log,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
