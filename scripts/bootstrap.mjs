// Plain Node, nothing installed yet: checks the version of Node, installs when the lock file has changed, then hands over.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** No tool of ours reports home or asks for newer versions. */
export const quiet = {
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  TEMPORAL_VERSION_CHECK_DISABLED: "1",
};

const stamp = join(root, "node_modules", ".journeyman-installed");

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Journeyman needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org or with your version manager.`,
  );
  process.exit(1);
}

/** `npm ci` when packages are missing or the lock file is another than the one installed last. */
export function install(say = (line) => console.log(line)) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  const since = Date.now();
  say("Installing packages (npm ci), about a minute …");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error(
      "\nThe packages could not be installed. What npm said stands above; a registry must be reachable. Nothing else was changed: run the same command again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, lock);
  say(`Installed packages in ${((Date.now() - since) / 1000).toFixed(0)} s`);
}

/** Runs a TypeScript entry in this terminal, passes signals on, and ends with its exit code. */
export function handOver(entry, args) {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, entry), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...quiet },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
