import { newId } from "@journeyman/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { move } from "./move.ts";
import { isFinal, type MessageState, messageStates, moves } from "./states.ts";

let w: World;
let planned: Planned;
beforeAll(async () => {
  w = await world();
  planned = await w.plan(await w.person());
});
afterAll(() => w.close());

async function put(state: MessageState): Promise<void> {
  await w.sql("UPDATE message SET state = $2, reason = 'before', claim_id = $3, rendered = '\\x01', final_at = NULL WHERE id = $1", [
    planned.ref.messageId,
    state,
    newId(),
  ]);
  await w.sql("DELETE FROM mail WHERE run_id = $1", [planned.ref.runId]);
}
const go = (to: MessageState) =>
  w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) =>
    move(tx, {
      runId: planned.ref.runId,
      id: planned.ref.messageId,
      to,
      at: tx.now(),
      reason: "test",
      ...(to === "claimed" ? { claim: { id: newId(), leaseUntil: tx.now() + 1000 } } : {}),
    }),
  );

const pairs = messageStates.flatMap((from) => messageStates.map((to) => ({ from, to, legal: moves[from].includes(to) })));

test.each(pairs)("$from → $to: $legal", async ({ from, to, legal }) => {
  await put(from);
  const moved = await go(to);
  const row = await w.message(planned);
  const mail = await w.mail(planned);
  if (!legal) {
    expect(moved).toBeUndefined();
    expect(row).toMatchObject({ state: from, reason: "before" });
    expect(mail).toEqual([]);
    return;
  }
  expect(moved).toMatchObject({ was: from, state: to });
  expect(row).toMatchObject({ state: to, reason: "test" });
  expect(row.rendered === null).toBe(isFinal(to));
  expect(row.final_at !== null).toBe(isFinal(to));
  // The run hears of it when the message ends for it, and only then: from `unknown` on it has heard already.
  const tells = ["accepted", "rejected", "unknown", "suppressed", "expired"].includes(to) && from !== "unknown";
  expect(mail.length).toBe(tells ? 1 : 0);
});

test("an ended run gets no mail", async () => {
  await put("claimed");
  await w.sql("UPDATE run SET status = 'ended' WHERE id = $1", [planned.ref.runId]);
  expect(await go("accepted")).toMatchObject({ state: "accepted" });
  expect(await w.mail(planned)).toEqual([]);
});

test("a move of another claim, or of another person's, changes nothing", async () => {
  await put("claimed");
  const base = { runId: planned.ref.runId, id: planned.ref.messageId, to: "accepted", reason: null } as const;
  const tried = await w.db.store.lockPerson(w.environmentId, planned.person.profileId, async (tx) => [
    await move(tx, { ...base, at: tx.now(), claimId: newId() }),
    await move(tx, { ...base, at: tx.now(), profileId: newId() }),
    await move(tx, { ...base, at: tx.now(), from: ["unknown"] }),
  ]);
  expect(tried).toEqual([undefined, undefined, undefined]);
  expect((await w.message(planned)).state).toBe("claimed");
});
