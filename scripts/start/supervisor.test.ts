import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { supervise } from "./supervisor.ts";

test("a process is ready when it answers itself, not when another program does at its port", async () => {
  const folder = mkdtempSync(join(tmpdir(), "journeyman-supervisor-"));
  const server = createServer((_, response) => response.writeHead(200, { "journeyman-start": "mine" }).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const begin = (start: string) =>
    supervise(
      {
        name: "web",
        command: process.execPath,
        args: ["-e", "setInterval(() => {}, 1000)"],
        cwd: folder,
        env: process.env,
        health: `http://127.0.0.1:${port}/healthz`,
        start,
        log: join(folder, "web.log"),
      },
      () => undefined,
    );
  const [mine, other] = [begin("mine"), begin("other")];
  await mine.ready();
  await expect(other.ready()).rejects.toThrow("Another program answers");
  await Promise.all([mine.stop(), other.stop(), new Promise((resolve) => server.close(resolve))]);
  rmSync(folder, { recursive: true });
});
