import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createLoop } from "./loop.ts";

const quiet = (): void => {};

test("a loop without work rests, and news ends its rest", async () => {
  let ticks = 0;
  const loop = createLoop({ name: "t", idleMs: 60_000, onError: quiet, tick: async () => (ticks++, "idle") });
  loop.start();
  await sleep(30);
  expect(ticks).toBe(1);
  loop.wake();
  await sleep(30);
  expect(ticks).toBe(2);
  await loop.stop();
  loop.wake();
  await sleep(30);
  expect(ticks).toBe(2);
});

test("news that comes during a tick is followed by another", async () => {
  let ticks = 0;
  const loop = createLoop({
    name: "t",
    idleMs: 60_000,
    onError: quiet,
    async tick() {
      if (++ticks === 1) loop.wake();
      await sleep(5);
      return "idle";
    },
  });
  loop.start();
  await sleep(60);
  expect(ticks).toBe(2);
  await loop.stop();
});

test("a loop that fails tells of it and comes back after a pause, which news does not shorten", async () => {
  const errors: unknown[] = [];
  let ticks = 0;
  const loop = createLoop({
    name: "t",
    idleMs: 1,
    onError: (error) => errors.push(error),
    async tick() {
      ticks++;
      throw new Error("no");
    },
  });
  loop.start();
  for (let i = 0; i < 10; i++) {
    loop.wake();
    await sleep(10);
  }
  expect(ticks).toBe(1);
  expect(errors).toHaveLength(1);
  const began = performance.now();
  await loop.stop();
  expect(performance.now() - began).toBeLessThan(200);
});

test("stopping waits for the tick under way", async () => {
  let done = false;
  const loop = createLoop({
    name: "t",
    idleMs: 1,
    onError: quiet,
    async tick() {
      await sleep(60);
      done = true;
      return "idle";
    },
  });
  loop.start();
  await sleep(10);
  await loop.stop();
  expect(done).toBe(true);
});
