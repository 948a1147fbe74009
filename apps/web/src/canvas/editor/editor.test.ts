import { expect, test } from "vitest";
import { deleteHealing, rename } from "../model/commands/index.ts";
import type { CanvasDocument } from "../model/document.ts";
import { Editor } from "./editor.ts";

test("a step that names another says its new name at once", () => {
  const document: CanvasDocument = {
    definition: {
      journey: "test",
      name: "Test",
      start: "remind",
      nodes: {
        remind: { kind: "email", title: "Reminder", template: "cart", next: { done: "read" } },
        read: { kind: "wait-for", title: "Opened?", any: { opened: { message: "remind", state: "opened" } }, for: "P1D" },
      },
    },
    layout: {},
  };
  const editor = new Editor({ document, context: undefined, mayEdit: true, savedAt: "2026-01-01T00:00:00Z" });
  const said = () => editor.state.scene.cards.get("read")?.clauses.join(" ");
  expect(said()).toContain("Reminder");
  editor.run(rename(document, "remind", "Cart mail"));
  expect(said()).toContain("Cart mail");
  editor.undo();
  expect(said()).toContain("Reminder");
});

test("keys stand on what follows a deleted step, and on what an undo brings back", () => {
  const wait = (next: string) => ({ kind: "delay", for: "PT1H", next: { done: next } });
  const nodes = { a: wait("b"), b: wait("c"), c: { kind: "exit", reason: "done" } };
  const document: CanvasDocument = { definition: { journey: "test", name: "Test", start: "a", nodes }, layout: {} };
  const editor = new Editor({ document, context: undefined, mayEdit: true, savedAt: "2026-01-01T00:00:00Z" });
  const remove = (id: string) => editor.run(deleteHealing(editor.state.document, editor.state.kit, [id]));
  editor.select({ nodes: ["b"] });
  remove("b");
  expect(editor.state).toMatchObject({ selection: { nodes: [] }, stand: "c" });
  editor.undo();
  expect(editor.state.stand).toBe("b");
  editor.select({ nodes: ["c"] });
  remove("c");
  expect(editor.state.stand).toBe("b");
});
