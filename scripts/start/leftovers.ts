import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { writePrivate } from "./home.ts";

type RunFile = { supervisor: number; groups: { name: string; pid: number; command: string }[] };

function commandOf(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Throws when another start is alive here; ends what a start that was killed outright has left running. */
export function endLeftovers(file: string, say: (line: string) => void): void {
  if (!existsSync(file)) return;
  const run = JSON.parse(readFileSync(file, "utf8")) as RunFile;
  if (commandOf(run.supervisor)?.includes("scripts/start/main.ts")) {
    throw new Error(
      `Journeyman already runs from this folder (process ${run.supervisor}). End it with Ctrl-C, or set JOURNEYMAN_HOME to another folder for a second one.`,
    );
  }
  for (const { name, pid, command } of run.groups) {
    // The number may belong to somebody else by now: only the same command is ours.
    if (commandOf(pid) !== command) continue;
    say(`ending ${name} (process ${pid}), left by a start that was killed`);
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  rmSync(file);
}

export function recordRun(file: string, groups: readonly { name: string; pid: number | undefined }[]): void {
  const known = groups.flatMap(({ name, pid }) => {
    const command = pid === undefined ? undefined : commandOf(pid);
    return pid === undefined || command === undefined ? [] : [{ name, pid, command }];
  });
  writePrivate(file, JSON.stringify({ supervisor: process.pid, groups: known } satisfies RunFile));
}
