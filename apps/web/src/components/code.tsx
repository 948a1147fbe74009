import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy.tsx";
import { classes } from "@/lib/classes.ts";

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(const|let|import|from|await|new|true|false|null|curl)\b|(\/\/[^\n]*|#[^\n]*)/g;

/** Colours strings, keys and a few words: enough for JSON and for our snippets, and no parser to load. */
function coloured(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    const [whole, quoted, colon, word, comment] = match;
    if (quoted !== undefined) {
      parts.push(
        <span key={match.index} className={colon ? "text-f-branch" : "text-f-entry"}>
          {quoted}
        </span>,
        colon ?? "",
      );
    } else if (word !== undefined) {
      parts.push(
        <span key={match.index} className="text-f-branch">
          {word}
        </span>,
      );
    } else if (comment !== undefined) {
      parts.push(
        <span key={match.index} className="text-subtle">
          {comment}
        </span>,
      );
    }
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** A piece of code or JSON, in mono on an inset ground. `copy` puts a button in its corner. */
export function Code({ children, copy, wrap, className }: { children: string; copy?: boolean; wrap?: boolean; className?: string }) {
  return (
    <div className={classes("relative bg-well", className)}>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className={classes(
          "overflow-x-auto px-4 py-3 font-mono text-12/4.5 outline-offset-[-2px] [font-variant-ligatures:none]",
          copy && "pr-12",
          wrap && "break-words whitespace-pre-wrap",
        )}
      >
        <code>{coloured(children)}</code>
      </pre>
      {copy ? <CopyButton text={children} className="absolute top-2 right-2" /> : null}
    </div>
  );
}

/** JSON as people read it: one line when it is short, else indented. */
export function jsonText(value: unknown): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  return line.length <= 84 ? line : JSON.stringify(value, null, 2);
}
