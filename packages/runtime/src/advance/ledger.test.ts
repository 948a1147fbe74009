import { expect, test } from "vitest";
import { outstanding } from "./ledger.ts";
import { createPace } from "./pace.ts";
import type { LedgerRow } from "./read.ts";

const row = (change: Partial<LedgerRow>): LedgerRow => ({
  id: change.state ?? "m",
  node: "n",
  visit: 1,
  channel: "email",
  state: "planned",
  heldUntil: null,
  leaseUntil: null,
  delivered: false,
  opened: false,
  clicked: false,
  bounced: false,
  ...change,
});

test("planned messages go now, refused ones from the queue when their provider said, held ones when the run wakes for them", () => {
  const planned = row({ id: "planned" });
  const refused = row({ id: "refused", heldUntil: 150 });
  const again = row({ id: "again", heldUntil: 100 });
  const held = row({ id: "held", state: "held", heldUntil: 300 });
  const { due, refused: later, next } = outstanding([planned, refused, again, held], 100);
  expect(due.map((one) => one.id)).toEqual(["planned", "again"]);
  expect(later.map((one) => one.id)).toEqual(["refused"]);
  expect(next).toBe(300);
});

test("a live lease is somebody's; a spent one is ours to give up", () => {
  expect(outstanding([row({ state: "claimed", leaseUntil: 200 })], 100)).toEqual({ due: [], refused: [], next: 200 });
  expect(outstanding([row({ state: "claimed", leaseUntil: 100 })], 100).due).toHaveLength(1);
});

test("what has ended is nobody's business", () => {
  for (const state of ["accepted", "rejected", "unknown", "suppressed", "cancelled", "expired"]) {
    expect(outstanding([row({ state })], 100)).toEqual({ due: [], refused: [] });
  }
});

test("a slow or refusing channel rests, and is tried inline again later; others are not concerned", () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace.mayInline("e", "email")).toBe(true);
  pace.took("e", "email", 100);
  expect(pace.mayInline("e", "email")).toBe(true);
  pace.took("e", "email", 2_000);
  expect(pace.mayInline("e", "email")).toBe(false);
  expect(pace.mayInline("e", "sms")).toBe(true);
  expect(pace.mayInline("other", "email")).toBe(true);
  now += 15_000;
  expect(pace.mayInline("e", "email")).toBe(true);
  pace.refused("e", "sms", 3_000);
  now += 2_999;
  expect(pace.mayInline("e", "sms")).toBe(false);
  now += 1;
  expect(pace.mayInline("e", "sms")).toBe(true);
});
