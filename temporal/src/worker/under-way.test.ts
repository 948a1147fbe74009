import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createUnderWay } from "./under-way.ts";

test("nothing has ended while a call is under way, whether it works or fails", async () => {
  const answers: ((failed: boolean) => void)[] = [];
  const underWay = createUnderWay();
  const { deliver } = underWay.over({
    advance: () => Promise.reject(new Error("not called")),
    deliver: () => new Promise((resolve, reject) => answers.push((failed) => (failed ? reject(new Error("no")) : resolve()))),
  });
  const run = { environment: "e", run: "r", profile: "p" };
  const first = deliver(run, "m-1");
  const second = deliver(run, "m-2").catch((error: Error) => error.message);
  let ended = false;
  const waiting = underWay.ended().then(() => (ended = true));
  answers[0]?.(false);
  await first;
  await turn();
  expect(ended).toBe(false);
  answers[1]?.(true);
  expect(await second).toBe("no");
  await waiting;
  expect(ended).toBe(true);
});
