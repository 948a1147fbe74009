import type { OutlineRow } from "../model/outline.ts";
import type { SceneCard } from "../model/scene.ts";

const familyWords: Record<SceneCard["family"], string> = {
  entry: "way in",
  message: "message",
  wait: "wait",
  branch: "branch",
  test: "test",
  data: "data",
  exit: "end",
};

/** "step 3 of 9, e-mail, Cart reminder, branch timed out, 214 waiting, one problem": what a card shows, said in order. */
export function outlineLabel(card: SceneCard, row: OutlineRow, of: number, waiting: number | undefined): string {
  const parts = [`step ${row.number} of ${of}`, familyWords[card.family], card.title];
  if (row.joins > 0) parts.push(`${row.joins} paths join`);
  else if (row.via !== undefined) parts.push(`branch ${row.via}`);
  if (card.figures) parts.push(...card.figures.map((figure) => `${figure.value} ${figure.word}`));
  else if (card.clauses.length > 0) parts.push(card.clauses.join(" "));
  if (waiting !== undefined && !card.figures) parts.push(`${waiting} waiting`);
  if (card.disabled) parts.push("disabled");
  if (row.loose) parts.push("nothing leads here");
  if (card.problems) parts.push(card.problems.count === 1 ? "one problem" : `${card.problems.count} problems`);
  if (card.chip) parts.push(card.chip.text);
  return parts.join(", ");
}
