import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const claimed = new Set<string>();
process.once("exit", () => {
  for (const file of claimed) rmSync(file, { force: true });
});

/** A port is chosen long before it is bound; a file with our process' number keeps others from choosing it. False when somebody alive has it. */
export function claimPort(port: number, folder = tmpdir()): boolean {
  const file = join(folder, `journeyman-port-${port}`);
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      claimed.add(file);
      return true;
    } catch {
      if (isHeld(file)) return false;
    }
  }
  return false;
}

/** Removes the claim of a process that is gone. */
function isHeld(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")) || process.pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPERM") return true;
  }
  try {
    rmSync(file, { force: true });
    return false;
  } catch {
    return true;
  }
}
