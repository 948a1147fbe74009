import type { ChildProcess } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { endGroup, hasEnded, spawnGroup } from "@journeyman/dev-services";

export type ProcessSpec = {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Answers 200 once the process can work. */
  health: string;
  /** What its answers carry as `journeyman-start`: a port may be taken by somebody else between our choice and its start. */
  start: string;
  log: string;
};

export type Supervised = { spec: ProcessSpec; pid(): number | undefined; ready(): Promise<void>; stop(): Promise<void> };

const mostWaitMs = 15_000;

/** Keeps a process alive: one that dies is started again, after a pause that grows while it keeps dying, and each time it is said. */
export function supervise(spec: ProcessSpec, say: (line: string) => void): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  let deaths = 0;
  let timer: NodeJS.Timeout | undefined;
  const log = createWriteStream(spec.log, { flags: "a", mode: 0o600 });

  const start = () => {
    const since = Date.now();
    const started = spawnGroup(spec.command, spec.args, { cwd: spec.cwd, env: spec.env });
    child = started;
    copyOutput(started, log, say, spec.name);
    started.once("error", (error) => say(`${spec.name} cannot be started: ${error.message}`));
    started.once("exit", (code, signal) => {
      if (stopping) return;
      deaths = Date.now() - since > 60_000 ? 1 : deaths + 1;
      const pause = Math.min(mostWaitMs, 250 * 2 ** (deaths - 1));
      say(
        `${spec.name} died (${signal ?? `exit code ${code}`}); starting it again in ${(pause / 1000).toFixed(1)} s. Its words are in ${spec.log}`,
      );
      timer = setTimeout(start, pause);
    });
  };
  start();

  return {
    spec,
    pid: () => child?.pid,
    async ready() {
      const until = Date.now() + 120_000;
      while (Date.now() < until) {
        if (stopping) return;
        if (deaths >= 5) throw new Error(`${spec.name} does not stay up. Its words are in ${spec.log}`);
        const answer = await fetch(spec.health, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
        if (answer?.ok && answer.headers.get("journeyman-start") === spec.start) return;
        if (answer?.ok) {
          throw new Error(
            `Another program answers at ${spec.health}: it took the port after it was chosen for ${spec.name}. Start again; the next free port is taken then.`,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      throw new Error(`${spec.name} did not answer at ${spec.health} within two minutes. Its words are in ${spec.log}`);
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (child && !hasEnded(child)) await endGroup(child, "SIGTERM", 15_000);
      log.end();
    },
  };
}

/** Everything goes to the log file; warnings and errors (pino levels 40 and up, or plain stderr) also to the terminal. */
function copyOutput(child: ChildProcess, log: WriteStream, say: (line: string) => void, name: string): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (isLoud(line)) say(`${name}: ${line.slice(0, 400)}`);
    });
  }
}

function isLoud(line: string): boolean {
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  return level ? Number(level) >= 40 : /^\s*(⨯|Error:|\w*Error:)/.test(line);
}
