import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { portAllocator } from "@journeyman/dev-services";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What `npm start` writes for tools: where everything is, and the demo's keys. */
export type Dev = {
  web: string;
  ingest: string;
  inbox: string;
  shop: string;
  temporal: { address: string; ui: string | null };
  database: string;
  workspace: { id: string; name: string; environment: string };
  writeKey: string;
  browserWriteKey: string;
  apiKey: string;
  logins: { email: string; password: string; role: string }[];
};

export type Product = { dev: Dev; home: string; keepLogs(folder: string): void; end(): Promise<void> };

/** Starts the whole product as a newcomer would, in a folder and on ports of its own, and waits until it says that it is ready. */
export async function startProduct(): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), "journeyman-e2e-"));
  const env: NodeJS.ProcessEnv = { ...process.env, JOURNEYMAN_HOME: home };
  // Below the range that the system hands out for outgoing connections: nobody takes one between this and its use.
  const nextFree = portAllocator();
  let wanted = 21_000 + (process.pid % 500) * 10;
  for (const name of [
    "POSTGRES_PORT",
    "TEMPORAL_PORT",
    "TEMPORAL_UI_PORT",
    "WEB_PORT",
    "INGEST_PORT",
    "FAKES_PORT",
    "SHOP_PORT",
    "WORKER_PORT",
    "FAKE_SMTP_PORT",
  ]) {
    env[name] = String(await nextFree(wanted++));
  }
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  await ready(child);
  const file = join(home, "dev.json");
  if ((statSync(file).mode & 0o777) !== 0o600) throw new Error("dev.json holds keys and must be readable by its owner only.");
  return {
    dev: JSON.parse(readFileSync(file, "utf8")) as Dev,
    home,
    keepLogs: (folder) => cpSync(join(home, "logs"), folder, { recursive: true }),
    end: () => end(child, home),
  };
}

function ready(child: ChildProcess): Promise<void> {
  let words = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        process.stdout.write(chunk);
        words += chunk.toString();
        if (words.includes("Journeyman is ready")) resolve();
      });
    }
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code} before it was ready.`)));
  });
}

/** Ctrl-C, then proof that nothing of it is left: no process that names the home folder, no process file. */
async function end(child: ChildProcess, home: string): Promise<void> {
  const run = JSON.parse(readFileSync(join(home, "run.json"), "utf8")) as { groups: { name: string; pid: number; command: string }[] };
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGINT");
  await ended;
  const left = run.groups.filter(({ pid, command }) => commandOf(pid) === command).map(({ name }) => name);
  if (left.length > 0) throw new Error(`Ctrl-C left running: ${left.join(", ")}`);
  if (existsSync(home)) rmSync(home, { recursive: true, force: true });
}

function commandOf(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
