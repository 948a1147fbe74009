import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Addresses } from "./environment.ts";
import type { Home } from "./home.ts";
import type { ProcessSpec } from "./supervisor.ts";

/** The four processes of ours, in the order they are started. */
export function processes(
  root: string,
  home: Home,
  ports: Addresses["ports"],
  env: NodeJS.ProcessEnv,
  development: boolean,
): ProcessSpec[] {
  const tsx = (entry: string) => ["--import", "tsx", ...(development ? ["--watch", "--watch-preserve-output"] : []), join(root, entry)];
  const next = join(root, "node_modules/next/dist/bin/next");
  const health = (port: number) => `http://127.0.0.1:${port}/healthz`;
  const start = randomUUID();
  const spec = (name: string, args: string[], port: number, cwd = root): ProcessSpec => ({
    name,
    command: process.execPath,
    args,
    cwd,
    env: { ...env, JOURNEYMAN_START: start },
    start,
    health: health(port),
    log: home.file(`logs/${name}.log`),
  });
  return [
    spec("fakes", tsx("apps/fakes/src/main.ts"), ports.inbox),
    spec("ingest", tsx("apps/ingest/src/main.ts"), ports.ingest),
    spec("worker", tsx("temporal/src/worker/main.ts"), ports.worker),
    spec(
      "web",
      [next, development ? "dev" : "start", "--port", String(ports.web), "--hostname", String(env.HOST)],
      ports.web,
      join(root, "apps/web"),
    ),
  ];
}
