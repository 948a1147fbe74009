import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { writePrivate } from "./home.ts";

type RunFile = { supervisor: number; groups: { name: string; pid: number; command: string }[] };

function commandOf(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Makes the home this start's own before anything runs. Throws when another start is alive here; ends what a start that was killed outright has left running. */
export function claimHome(file: string, say: (line: string) => void): void {
  if (existsSync(file)) endLeftovers(file, say);
  try {
    writeFileSync(file, JSON.stringify({ supervisor: process.pid, groups: [] } satisfies RunFile), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    throw new Error("Another start from this folder began at the same moment, and goes on. This one ends.", { cause: error });
  }
}

function endLeftovers(file: string, say: (line: string) => void): void {
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

/** Gives the home back; another start's claim stays. */
export function forgetRun(file: string): void {
  if (!existsSync(file)) return;
  const { supervisor } = JSON.parse(readFileSync(file, "utf8")) as RunFile;
  if (supervisor === process.pid) rmSync(file);
}

export function recordRun(file: string, groups: readonly { name: string; pid: number | undefined }[]): void {
  const known = groups.flatMap(({ name, pid }) => {
    const command = pid === undefined ? undefined : commandOf(pid);
    return pid === undefined || command === undefined ? [] : [{ name, pid, command }];
  });
  try {
    // Whole or not at all: who reads it meanwhile decides by it what may be ended or deleted.
    writePrivate(`${file}.new`, JSON.stringify({ supervisor: process.pid, groups: known } satisfies RunFile));
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
