import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { arch, homedir, platform, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { temporalCliVersion } from "./temporal-version.ts";

const run = promisify(execFile);
const executable = platform() === "win32" ? "temporal.exe" : "temporal";

export type FoundTemporal = { path: string; how: "path" | "cache" | "download" | "build" };

/** Where built and downloaded tools are kept between clones. */
export function cacheFolder(): string {
  return process.env.JOURNEYMAN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "journeyman", "bin");
}

/**
 * Finds the `temporal` tool: PATH, our cache, the official download, a build from its Go module (about two minutes).
 * `say` hears what is being done. Throws a sentence that says what to do when nothing works.
 */
export async function findTemporal(say: (line: string) => void): Promise<FoundTemporal> {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, executable))
    .find(works);
  if (onPath) return { path: onPath, how: "path" };
  const cached = join(cacheFolder(), executable);
  if (works(cached)) return { path: cached, how: "cache" };
  mkdirSync(cacheFolder(), { recursive: true });
  const reasons: string[] = [];
  for (const [how, obtain] of [
    ["download", download],
    ["build", build],
  ] as const) {
    try {
      await obtain(cached, say);
      if (works(cached)) return { path: cached, how };
      reasons.push(`${how}: what came does not run`);
    } catch (error) {
      reasons.push(`${how}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  throw new Error(
    [
      "Temporal was not found and could not be had.",
      ...reasons.map((reason) => `  ${reason}`),
      `Do one of these and start again:`,
      `  install the temporal CLI ${temporalCliVersion} or newer and put it on the PATH`,
      `  install Go 1.24 or newer: then it is built from its module`,
      `  set TEMPORAL_ADDRESS to a server you already run, such as 127.0.0.1:7233`,
    ].join("\n"),
  );
}

function works(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

async function download(target: string, say: (line: string) => void): Promise<void> {
  const system = platform() === "win32" ? "windows" : platform();
  const machine = arch() === "x64" ? "amd64" : arch();
  const url = `https://temporal.download/cli/archive/v${temporalCliVersion}?platform=${system}&arch=${machine}`;
  say(`downloading Temporal ${temporalCliVersion}`);
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) }).catch((error: unknown) => {
    throw new Error("the download host cannot be reached from here", { cause: error });
  });
  if (!response.ok) throw new Error(`the download answered ${response.status}`);
  const folder = mkdtempSync(join(tmpdir(), "journeyman-temporal-"));
  try {
    const archive = join(folder, "temporal.tar.gz");
    writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
    await run("tar", ["-xf", archive, "-C", folder]);
    chmodSync(join(folder, executable), 0o755);
    renameOrCopy(join(folder, executable), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(target: string, say: (line: string) => void): Promise<void> {
  await run("go", ["version"]).catch(() => {
    throw new Error("Go is not installed");
  });
  say(`building Temporal ${temporalCliVersion} from its Go module; this takes about two minutes, once`);
  // Built beside the target, so that a build that is broken off leaves nothing half-made in its place.
  const folder = mkdtempSync(join(cacheFolder(), "build-"));
  try {
    await run("go", ["install", `github.com/temporalio/cli/cmd/temporal@v${temporalCliVersion}`], {
      env: { ...process.env, GOBIN: folder, GOFLAGS: "-buildvcs=false" },
      timeout: 900_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    renameSync(join(folder, executable), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function renameOrCopy(from: string, to: string): void {
  execFileSync("mv", ["-f", from, to]);
}
