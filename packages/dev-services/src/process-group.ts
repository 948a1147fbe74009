import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { dieWithParent } from "./die-with-parent.ts";

/**
 * A child in a process group of its own, so that a terminal's Ctrl-C reaches only the one who ends things in order. It does not outlive us: it
 * gets `lastSignal` when we are killed before we could end it.
 */
export function spawnGroup(
  command: string,
  args: readonly string[],
  { lastSignal = "SIGTERM", ...options }: SpawnOptions & { lastSignal?: NodeJS.Signals } = {},
): ChildProcess {
  const child = spawn(command, [...args], { stdio: ["ignore", "pipe", "pipe"], ...options, detached: true });
  dieWithParent(child, lastSignal);
  return child;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Asks the group to end, waits, and ends it by force when `graceMs` are over. */
export async function endGroup(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM", graceMs = 8000): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  signalGroup(child.pid, signal);
  const force = setTimeout(() => child.pid !== undefined && signalGroup(child.pid, "SIGKILL"), graceMs);
  await ended;
  clearTimeout(force);
  // The leader is gone; whatever it started must not outlive it.
  signalGroup(child.pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody left in the group.
  }
}
