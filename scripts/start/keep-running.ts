import type { ChildProcess } from "node:child_process";

export type Service = { name: string; pid(): number | undefined; stop(): Promise<void> };

type Running = { process: ChildProcess; stop(): Promise<void> };

/** A server that is started again, on the same port and data, when it dies; each death is said. */
export async function keepRunning(name: string, start: () => Promise<Running>, say: (line: string) => void): Promise<Service> {
  let stopping = false;
  let running = await start();
  const watch = () => {
    running.process.once("exit", (code, signal) => {
      if (stopping) return;
      say(`${name} died (${signal ?? `exit code ${code}`}); starting it again`);
      void again(1);
    });
  };
  const again = async (tries: number): Promise<void> => {
    if (stopping) return;
    try {
      running = await start();
      if (stopping) return void running.stop();
      watch();
      say(`${name} is back`);
    } catch (error) {
      say(`${name} does not come up: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
      setTimeout(() => void again(tries + 1), Math.min(15_000, 500 * 2 ** tries));
    }
  };
  watch();
  return {
    name,
    pid: () => running.process.pid,
    async stop() {
      stopping = true;
      await running.stop();
    },
  };
}
