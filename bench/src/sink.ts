import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export type Sink = { port: number; pid: number; count(): Promise<number>; close(): void };

export async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(new URL("./sink-process.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
  const next = <T>(): Promise<T> => new Promise((resolve) => child.once("message", (message) => resolve(message as T)));
  const { port } = await next<{ port: number }>();
  return {
    port,
    pid: child.pid ?? 0,
    async count() {
      const answer = next<{ count: number }>();
      child.send("count");
      return (await answer).count;
    },
    close: () => void child.kill(),
  };
}
