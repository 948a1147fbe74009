import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("what a process started in groups of their own ends with it, even when it is killed outright", async () => {
  const module = fileURLToPath(new URL("./process-group.ts", import.meta.url));
  const script = `import(${JSON.stringify(module)}).then(({ spawnGroup }) => { const child = spawnGroup("sleep", ["600"]); console.log(child.pid); setInterval(() => {}, 1000); });`;
  const parent = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString()))));
  expect(alive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
});
