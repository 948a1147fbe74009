import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("a worker whose health port is taken ends with code 1, so that it is started again", { timeout: 30_000 }, async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const worker = spawn(process.execPath, ["--import", "tsx", fileURLToPath(new URL("./main.ts", import.meta.url))], {
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      WORKER_PORT: String(port),
      APP_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
      ENGINE_DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
      LOG_LEVEL: "info",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let words = "";
  worker.stdout.on("data", (chunk: Buffer) => (words += chunk.toString()));
  const force = setTimeout(() => worker.kill("SIGKILL"), 20_000);
  const code = await new Promise((resolve) => worker.once("exit", resolve));
  clearTimeout(force);
  await new Promise((resolve) => other.close(resolve));
  expect(words).toContain("EADDRINUSE");
  expect(code).toBe(1);
});
