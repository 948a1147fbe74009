/** Something the worker does again and again until it is stopped. */
export type Loop = {
  start(): void;
  /** Resolves once the tick under way has ended. */
  stop(): Promise<void>;
  /** There may be work: ends the pause, or makes another tick follow the one under way. */
  wake(): void;
};

export type LoopOptions = {
  name: string;
  /** The pause after a tick that found nothing, in milliseconds. */
  idleMs: number;
  /** One round of work. `more`: there is likely more, so no pause. */
  tick(signal: AbortSignal): Promise<"more" | "idle">;
  /** Told of each failed tick. The next one comes after a growing pause, half a minute at most. */
  onError(error: unknown, name: string): void;
};

export function createLoop(options: LoopOptions): Loop {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let woken = false;
  let failures = 0;
  let endPause: (() => void) | undefined;

  const pause = async (ms: number): Promise<void> => {
    if (stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endPause = undefined;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const found = await options.tick(stopping.signal);
        failures = 0;
        if (found === "idle" && !woken) await pause(options.idleMs);
      } catch (error) {
        options.onError(error, options.name);
        failures++;
        await pause(Math.min(30_000, 250 * 2 ** failures));
      }
    }
  };

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      endPause?.();
      await running;
    },
    wake() {
      woken = true;
      // News does not shorten the pause after a failure: what fails would fail again.
      if (failures === 0) endPause?.();
    },
  };
}
