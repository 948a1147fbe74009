import { ENTRY_ID, settingsOf } from "../model/document.ts";
import type { EditorState } from "./editor.ts";

export type Found = { id: string; title: string; where: string };

/** Steps whose title, sentence, id or any setting holds all the words. */
export function findSteps(state: Pick<EditorState, "document" | "scene">, query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: Found[] = [];
  for (const card of state.scene.cards.values()) {
    const node = state.document.definition.nodes[card.id];
    const sentence = card.clauses.join(" ");
    const settings =
      card.id === ENTRY_ID
        ? JSON.stringify([state.document.definition.entry, state.document.definition.audience])
        : node
          ? JSON.stringify(settingsOf(node))
          : "";
    const text = [card.title, sentence, card.id, settings].join("\n").toLowerCase();
    if (words.every((word) => text.includes(word))) found.push({ id: card.id, title: card.title, where: sentence });
  }
  return found.sort(
    (a, b) => Number(b.title.toLowerCase().includes(words[0] ?? "")) - Number(a.title.toLowerCase().includes(words[0] ?? "")),
  );
}
