import { expect, test } from "vitest";
import { Autosave, type Backup, readBackup, type SaveAnswer, type SavePorts, type SaveState, type Stored } from "./autosave.ts";

type Text = { title: string; lines: readonly string[] };

const titled = (title: string): Text => ({ title, lines: ["one"] });
const first = titled("A");
const stored: Stored<Text> = { document: first, revision: 3, by: "Marta", at: "2026-05-12T12:00:00Z" };

/** A server, a clock and a browser's memory in one's hand. */
function world(answers: SaveAnswer<Text>[], join?: SavePorts<Text>["join"]) {
  const sent: { revision: number; document: Text }[] = [];
  const states: SaveState<Text>[] = [];
  let kept: Backup<Text> | undefined;
  let timer: { ms: number; run: () => void } | undefined;
  const saving = new Autosave<Text>(stored, {
    put: async (revision, document) => {
      sent.push({ revision, document });
      return answers.shift() ?? { ok: true, revision: revision + 1, at: "2026-05-12T12:04:00Z" };
    },
    keep: (backup) => {
      kept = backup;
    },
    show: (state) => states.push(state),
    ...(join ? { join } : {}),
    after: (ms, run) => {
      timer = { ms, run };
      return () => {
        timer = undefined;
      };
    },
  });
  const tick = async () => {
    const due = timer;
    timer = undefined;
    due?.run();
    await new Promise((resolve) => setTimeout(resolve));
    return due?.ms;
  };
  return { saving, sent, states, tick, kept: () => kept, waits: () => timer !== undefined };
}

test("typing is saved once, after it stopped, and kept in the browser until then", async () => {
  const { saving, sent, states, tick, kept } = world([]);
  saving.change(titled("B"));
  saving.change(titled("Bo"));
  expect(kept()?.document).toEqual(titled("Bo"));
  await tick();
  expect(sent).toEqual([{ revision: 3, document: titled("Bo") }]);
  expect(states.at(-1)).toEqual({ state: "saved", at: "2026-05-12T12:04:00Z" });
  expect(kept()).toBeUndefined();
  expect(saving.currentRevision).toBe(4);
});

test("a change while saving is saved next, from the new revision", async () => {
  const { saving, sent, tick } = world([]);
  saving.change(titled("B"));
  const going = tick();
  saving.change(titled("Bo"));
  await going;
  await tick();
  expect(sent.map((one) => one.revision)).toEqual([3, 4]);
});

test("without a connection work stays in the browser and is tried again, ever more slowly", async () => {
  const offline = { ok: false, why: "offline", message: "No connection." } as const;
  const { saving, sent, states, tick, kept } = world([offline, offline]);
  saving.change(titled("B"));
  expect(await tick()).toBe(700);
  expect(states.at(-1)).toMatchObject({ state: "offline" });
  expect(kept()).toBeDefined();
  expect(await tick()).toBe(2000);
  expect(await tick()).toBe(5000);
  expect(sent).toHaveLength(3);
  expect(states.at(-1)).toMatchObject({ state: "saved" });
});

test("somebody else's change stops the saving, and nothing goes over theirs until it is settled", async () => {
  const theirs: Stored<Text> = { document: titled("Theirs"), revision: 9, by: "Jonas", at: "2026-05-12T12:03:00Z" };
  const { saving, sent, states, tick, kept, waits } = world([{ ok: false, why: "stale", theirs }]);
  saving.change(titled("Mine"));
  await tick();
  expect(states.at(-1)).toMatchObject({ state: "conflict", conflict: { base: first, mine: titled("Mine"), theirs } });
  saving.change(titled("Mine, more"));
  expect(waits()).toBe(false);
  expect(kept()?.document).toEqual(titled("Mine, more"));
  saving.settle(titled("Mine, more"), theirs);
  await tick();
  expect(sent.at(-1)).toEqual({ revision: 9, document: titled("Mine, more") });
});

test("what was put together is saved at once, and a third change made meanwhile is the next conflict", async () => {
  const theirs = (title: string, revision: number): Stored<Text> => ({ document: titled(title), revision, by: "Jonas", at: stored.at });
  const { saving, sent, states, tick, kept } = world([
    { ok: false, why: "stale", theirs: theirs("Theirs", 9) },
    { ok: false, why: "stale", theirs: theirs("Third", 10) },
  ]);
  saving.change(titled("Mine"));
  await tick();
  saving.settle(titled("Both"), theirs("Theirs", 9));
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent.map((one) => one.revision)).toEqual([3, 9]);
  expect(states.at(-1)).toMatchObject({ state: "conflict", conflict: { base: titled("Theirs"), mine: titled("Both") } });
  saving.settle(titled("All"), theirs("Third", 10));
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent.at(-1)).toEqual({ revision: 10, document: titled("All") });
  expect(states.at(-1)).toMatchObject({ state: "saved" });
  expect(kept()).toBeUndefined();
});

test("a conflict met again by opening keeps ours in the browser, saves nothing by itself, and is one the next time too", async () => {
  const theirs: Stored<Text> = { document: titled("Theirs"), revision: 9, by: "Jonas", at: "2026-05-12T12:03:00Z" };
  const found = readBackup({ revision: 3, base: first, document: titled("Mine") }, theirs);
  if (found.kind !== "conflict") throw new Error(found.kind);
  const { saving, sent, states, tick, kept, waits } = world([]);
  saving.conflicted(found.conflict, found.revision);
  expect(states.at(-1)).toEqual({ state: "conflict", conflict: { base: first, mine: titled("Mine"), theirs } });
  saving.change(titled("Mine, more"));
  expect(waits()).toBe(false);
  expect(readBackup(kept(), theirs)).toMatchObject({ kind: "conflict", conflict: { mine: titled("Mine, more") } });
  saving.settle(titled("Mine, more"), theirs);
  await tick();
  expect(sent).toEqual([{ revision: 9, document: titled("Mine, more") }]);
});

test("an answer lost on the way back is no conflict", async () => {
  const { saving, states, tick } = world([{ ok: false, why: "stale", theirs: { ...stored, document: titled("Mine"), revision: 4 } }]);
  saving.change(titled("Mine"));
  await tick();
  expect(states.at(-1)).toMatchObject({ state: "saved" });
  expect(saving.currentRevision).toBe(4);
});

test("what arrived though its answer was lost is no conflict either when more was typed since", async () => {
  const offline = { ok: false, why: "offline", message: "No connection." } as const;
  const arrived: Stored<Text> = { ...stored, document: titled("B"), revision: 4 };
  const { saving, sent, tick, kept } = world([offline, { ok: false, why: "stale", theirs: arrived }]);
  saving.change(titled("B"));
  await tick();
  saving.change(titled("Bo"));
  expect(readBackup(kept(), arrived)).toEqual({ kind: "bring-back", document: titled("Bo") });
  await tick();
  await tick();
  expect(sent.at(-1)).toEqual({ revision: 4, document: titled("Bo") });
});

test("saving at once waits for what is on its way, and then sends the rest", async () => {
  const { saving, sent, tick } = world([]);
  saving.change(titled("B"));
  const going = tick();
  saving.change(titled("Bo"));
  expect(await saving.flush()).toBe(true);
  await going;
  expect(sent.map((one) => one.document)).toEqual([titled("B"), titled("Bo")]);
});

test("a screen that is left tries once more and leaves the rest to the next visit", async () => {
  const { saving, sent, tick, kept, waits } = world([{ ok: false, why: "offline", message: "No connection." }]);
  saving.change(titled("B"));
  saving.leave();
  await tick();
  expect(sent).toHaveLength(1);
  expect(waits()).toBe(false);
  expect(kept()?.document).toEqual(titled("B"));
});

test("a refusal is shown and not repeated by itself", async () => {
  const { saving, states, tick, waits } = world([{ ok: false, why: "refused", message: "You may look at journeys, not change them." }]);
  saving.change(titled("B"));
  await tick();
  expect(states.at(-1)).toMatchObject({ state: "refused" });
  expect(waits()).toBe(false);
});

test("what a backup means at opening", () => {
  const backup: Backup<Text> = { revision: 3, base: first, document: titled("B") };
  expect(readBackup(undefined, stored)).toEqual({ kind: "none" });
  expect(readBackup(backup, stored)).toEqual({ kind: "bring-back", document: titled("B") });
  expect(readBackup(backup, { ...stored, document: titled("B"), revision: 4 })).toEqual({ kind: "none" });
  expect(readBackup(backup, { ...stored, document: titled("C"), revision: 4 })).toMatchObject({ kind: "conflict" });
});

test("changes that do not touch each other are joined and saved on the other's revision, and nobody is asked", async () => {
  const theirs: Stored<Text> = { document: { title: "A", lines: ["one", "two"] }, revision: 7, by: "Jonas", at: "2026-05-12T12:03:00Z" };
  const joined: Text = { title: "B", lines: ["one", "two"] };
  const { saving, sent, states, tick, kept } = world([{ ok: false, why: "stale", theirs }], ({ base, mine, theirs: other }) => {
    expect([base, mine, other]).toEqual([first, titled("B"), theirs]);
    return joined;
  });
  saving.change(titled("B"));
  await tick();
  expect(kept()).toEqual({ revision: 7, base: theirs.document, document: joined });
  await tick();
  expect(sent.at(-1)).toEqual({ revision: 7, document: joined });
  expect(states.map(({ state }) => state)).not.toContain("conflict");
  expect(kept()).toBeUndefined();
});

test("what is sent out at once is not what was joined unseen: the answer is no, until it was looked at", async () => {
  const theirs: Stored<Text> = { document: { title: "A", lines: ["two"] }, revision: 7, by: "Jonas", at: "2026-05-12T12:03:00Z" };
  const { saving } = world([{ ok: false, why: "stale", theirs }], () => ({ title: "B", lines: ["two"] }));
  saving.change(titled("B"));
  expect(await saving.flush()).toBe(false);
  expect(await saving.flush()).toBe(true);
});

test("a conflict of an earlier visit is joined, too, where it can be", () => {
  const theirs: Stored<Text> = { document: { title: "A", lines: ["two"] }, revision: 7, by: "Jonas", at: "2026-05-12T12:03:00Z" };
  const { saving, states } = world([], () => ({ title: "B", lines: ["two"] }));
  saving.conflicted({ base: first, mine: titled("B"), theirs }, 3);
  expect(saving.currentRevision).toBe(7);
  expect(saving.current).toEqual({ title: "B", lines: ["two"] });
  expect(states.map(({ state }) => state)).toEqual(["waiting"]);
});
