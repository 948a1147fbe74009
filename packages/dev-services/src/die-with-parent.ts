import { type ChildProcess, spawn } from "node:child_process";

/** Reads `+group signal` and `-group`; when its input ends, so do the groups that are left: gently, then by force. */
const watcher = `
const groups = new Map();
const kill = (group, signal) => { try { process.kill(-group, signal); } catch {} };
require("node:readline").createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [group, signal] = line.slice(1).split(" ");
    if (line[0] === "+") groups.set(Number(group), signal); else groups.delete(Number(group));
  })
  .on("close", () => {
    for (const [group, signal] of groups) kill(group, signal);
    setTimeout(() => { for (const group of groups.keys()) kill(group, "SIGKILL"); process.exit(0); }, groups.size > 0 ? 3000 : 0);
  });
`;

let guard: ChildProcess | undefined;

/**
 * A group of its own outlives us when we are killed outright and cannot clean up. One more process watches us through a pipe, which the system
 * closes whatever we die of.
 */
export function dieWithParent(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  const { stdin } = running();
  stdin?.write(`+${pid} ${signal}\n`);
  // The number may be somebody else's group later.
  child.once("exit", () => stdin?.write(`-${pid}\n`));
}

function running(): ChildProcess {
  if (guard && guard.exitCode === null && guard.signalCode === null) return guard;
  guard = spawn(process.execPath, ["-e", watcher], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  // Neither it nor the pipe keeps a process alive that has nothing left to do.
  guard.unref();
  (guard.stdin as { unref?(): void } | null)?.unref?.();
  guard.stdin?.on("error", () => undefined);
  return guard;
}
