import { expect, test } from "vitest";
import { Editor } from "../editor/editor.ts";
import { rename } from "../model/commands/index.ts";
import { followSaved } from "./saved-revision.ts";

const turn = () => new Promise((resolve) => setTimeout(resolve));

function world() {
  const editor = new Editor({
    document: { definition: { journey: "t", name: "T", start: "a", nodes: { a: { kind: "exit", reason: "done" } } }, layout: {} },
    context: undefined,
    mayEdit: true,
    savedAt: "2026-05-12T12:00:00Z",
  });
  const answers: ((all: boolean) => void)[] = [];
  let revision = 3;
  const saving = { flush: () => new Promise<boolean>((resolve) => answers.push(resolve)), revision: () => revision };
  const told: (number | undefined)[] = [];
  const stop = followSaved(editor, saving, (one) => told.push(one));
  const saved = async (next: number) => {
    revision = next;
    editor.set({ save: { state: "saved", at: "2026-05-12T12:01:00Z" } });
    for (const answer of answers.splice(0)) answer(true);
    await turn();
  };
  const failed = async () => {
    for (const answer of answers.splice(0)) answer(false);
    await turn();
  };
  return { editor, told, saved, failed, stop };
}

test("what is reviewed has a revision only once the server has all of it", async () => {
  const { editor, told, saved } = world();
  expect(told).toEqual([]);
  await saved(3);
  expect(told.at(-1)).toBe(3);
  editor.run(rename(editor.state.document, "a", "End"));
  expect(told.at(-1)).toBeUndefined();
  await saved(4);
  expect(told.at(-1)).toBe(4);
});

test("what could not be saved is not reviewed until it was", async () => {
  const { told, saved, failed } = world();
  await failed();
  expect(told).toEqual([undefined]);
  await saved(4);
  expect(told.at(-1)).toBe(4);
});

test("nothing is told after the review was left", async () => {
  const { told, saved, stop } = world();
  stop();
  await saved(3);
  expect(told).toEqual([]);
});
