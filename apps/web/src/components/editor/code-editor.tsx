"use client";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { liquidChips } from "@/components/editor/liquid-chips.ts";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "12px", backgroundColor: "var(--surface)", color: "var(--fg)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-geist-mono), ui-monospace, monospace", lineHeight: "20px", fontVariantLigatures: "none" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "1.5px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--subtle)", border: "none", paddingLeft: "8px" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--accent-tint) !important" },
  ".cm-liquid": { backgroundColor: "var(--t-data)", color: "var(--f-data)", borderRadius: "4px", padding: "1px 2px" },
  ".cm-liquid *": { color: "inherit !important" },
});

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.tagName, tags.angleBracket, tags.keyword], color: "var(--f-branch)" },
    { tag: tags.attributeName, color: "var(--f-message)" },
    { tag: [tags.attributeValue, tags.string], color: "var(--f-entry)" },
    { tag: [tags.comment, tags.documentMeta], color: "var(--subtle)" },
  ]),
);

export type CodeEditorHandle = { insert: (text: string) => void; goTo: (line: number) => void };

export type CodeEditorProps = {
  value: string;
  onValue: (value: string) => void;
  language: "html" | "text";
  label: string;
  readOnly?: boolean;
  ref?: Ref<CodeEditorHandle>;
};

/** HTML or text with Liquid marked as chips. `value` is taken over when it changes from outside; typing stays where the caret is. */
export function CodeEditor({ value, onValue, language, label, readOnly = false, ref }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onValue);
  useEffect(() => {
    changed.current = onValue;
  }, [onValue]);
  const first = useRef(value);

  useEffect(() => {
    if (!host.current) return;
    const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorView.cspNonce.of(nonce),
          lineNumbers(),
          history(),
          // Tab indents; Esc then Tab leaves the editor, so that the keyboard is never trapped.
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          ...(language === "html" ? [html()] : []),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorState.readOnly.of(readOnly),
          liquidChips,
          colours,
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [language, label, readOnly]);

  useEffect(() => {
    first.current = value;
    const current = view.current;
    if (current && current.state.doc.toString() !== value) {
      current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
    }
  }, [value]);

  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const current = view.current;
      if (!current) return;
      current.dispatch(current.state.replaceSelection(text));
      current.focus();
    },
    goTo: (line) => {
      const current = view.current;
      if (!current) return;
      const at = current.state.doc.line(Math.min(Math.max(1, line), current.state.doc.lines));
      current.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      current.focus();
    },
  }));

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}
