import type { TemplateText } from "@/app/(app)/messages/templates/[id]/template-text.ts";
import type { Conflict } from "@/lib/save/autosave.ts";

export type Part = "name" | "subject" | "preheader" | "html" | "text";
export type Side = "mine" | "theirs";

/** One part that both changed, each in another way. */
export type Clash = { part: Part; base: string; mine: string; theirs: string };

export type MergedText = {
  text: TemplateText;
  clashes: Clash[];
  /** What only the other changed: it is in `text`. */
  fromThem: Part[];
};

const parts: readonly Part[] = ["name", "subject", "preheader", "html", "text"];

/**
 * Three-way merge by part: what one side changed is taken, what both changed alike is taken once, what both changed differently is a
 * clash and goes to the side that was chosen for it, to mine until one is.
 */
export function mergeTexts({ base, mine, theirs }: Conflict<TemplateText>, chosen: Partial<Record<Part, Side>> = {}): MergedText {
  const merged: MergedText = { text: theirs.document, clashes: [], fromThem: [] };
  for (const part of parts) {
    const [was, own, other] = [partOf(base, part), partOf(mine, part), partOf(theirs.document, part)];
    if (own === other) continue;
    if (was === own) {
      merged.fromThem.push(part);
      continue;
    }
    if (was !== other) merged.clashes.push({ part, base: was, mine: own, theirs: other });
    if (was === other || chosen[part] !== "theirs") merged.text = withPart(merged.text, part, own);
  }
  return merged;
}

/** A part that is not there and one that is empty say the same. */
function partOf({ name, content }: TemplateText, part: Part): string {
  return part === "name" ? name : ((content as Partial<Record<Part, string>>)[part] ?? "");
}

function withPart(text: TemplateText, part: Part, value: string): TemplateText {
  return part === "name" ? { ...text, name: value } : { ...text, content: { ...text.content, [part]: value } };
}
