import type { Part } from "@/app/(app)/messages/templates/[id]/merge-texts.ts";

/** The parts of a message as a sentence names them. */
export const partWords: Record<Part, string> = {
  name: "the name",
  subject: "the subject",
  preheader: "the preview text",
  html: "the HTML",
  text: "the text",
};

/** "the name, the subject and the HTML". */
export function partList(parts: readonly Part[]): string {
  return new Intl.ListFormat("en").format(parts.map((part) => partWords[part]));
}
