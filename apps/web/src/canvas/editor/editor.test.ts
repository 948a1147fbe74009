import { expect, test } from "vitest";
import { rename } from "../model/commands/index.ts";
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
