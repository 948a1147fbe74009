"use client";
import { ClipboardPaste, CornerDownLeft, Search } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { QuickAdd } from "@/canvas/editor/editor.ts";
import { addStep, pasteSteps, readClip } from "@/canvas/model/commands/index.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import { rememberedClip } from "@/canvas/quick-add/clip-memory.ts";
import { placeMenu } from "@/canvas/quick-add/menu-place.ts";
import { type Suggestion, startSettings, suggest } from "@/canvas/quick-add/suggest.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { classes } from "@/lib/classes.ts";

/** The one menu that adds steps: on a line, on an open port, after a step, on nothing. Typed words are read by the kinds themselves. */
export function QuickAddMenu({ onAdded }: { onAdded: (id: string) => void }) {
  const request = useEditorState((state) => state.quickAdd);
  return request ? <Menu key={`${request.at.x}:${request.at.y}`} request={request} onAdded={onAdded} /> : null;
}

const mostHigh = 352;

type Row = { key: string; group: string; suggestion?: Suggestion; paste?: { text: string; count: number } };

function Menu({ request, onAdded }: { request: QuickAdd; onAdded: (id: string) => void }) {
  const editor = useEditor();
  const { kit, context, document } = useEditorState(({ kit, context, document }) => ({ kit, context, document }));
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [position, setPosition] = useState<{ left: number; top?: number; bottom?: number }>();
  const frame = useRef<HTMLDivElement>(null);
  const listId = useId();
  const after =
    "way" in request.place
      ? request.place.way.from === ENTRY_ID
        ? ENTRY_ID
        : document.definition.nodes[request.place.way.from]?.kind
      : undefined;
  const rows = useMemo(() => rowsOf(query, after, kit, context), [query, after, kit, context]);

  const close = () => editor.set({ quickAdd: undefined });
  const choose = (row: Row | undefined) => {
    if (!row) return;
    close();
    if (row.paste) {
      const clip = readClip(row.paste.text);
      if (clip) editor.run(pasteSteps(editor.state.document, kit, clip, request.place));
      return;
    }
    const { kind, settings } = row.suggestion as Suggestion;
    const attempt = addStep(
      editor.state.document,
      kit,
      { kind, settings: { ...startSettings(kit, kind, context), ...settings } },
      request.place,
    );
    if (editor.run(attempt) && attempt.id) onAdded(attempt.id);
  };

  useLayoutEffect(() => {
    const canvas = (frame.current?.closest(".jm-canvas") ?? globalThis.document.body).getBoundingClientRect();
    if (!canvas || !frame.current) return;
    const cards = [...globalThis.document.querySelectorAll(".jm-canvas .jm-card")].map((card) => card.getBoundingClientRect());
    const spot = placeMenu(request.at, { width: 288, height: mostHigh }, canvas, cards);
    // A menu over the point grows upward from there, so that a short one is as near as a long one.
    const over = spot.y + mostHigh <= request.at.y + 16;
    setPosition(
      (before) => before ?? (over ? { left: spot.x, bottom: window.innerHeight - spot.y - mostHigh } : { left: spot.x, top: spot.y }),
    );
  }, [request.at]);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!frame.current?.contains(event.target as Node)) editor.set({ quickAdd: undefined });
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [editor]);

  useEffect(() => {
    globalThis.document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, listId]);

  return (
    <div
      ref={frame}
      role="dialog"
      aria-label={request.title ?? "Add a step"}
      className="fixed z-40 flex max-h-88 w-72 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float"
      style={position ?? { opacity: 0 }}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (!readClip(text)) return;
        event.preventDefault();
        choose({ key: "paste", group: "", paste: { text, count: 0 } });
      }}
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3">
        <Search aria-hidden className="size-3.5 shrink-0 text-subtle" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={rows[active] ? `${listId}-${active}` : undefined}
          aria-label="What should happen?"
          placeholder="wait 1h, email, if country = DE"
          value={query}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setActive((at) => (at + step + rows.length) % Math.max(1, rows.length));
            } else if (event.key === "Enter") {
              event.preventDefault();
              choose(rows[active]);
            } else if (event.key === "Escape" || event.key === "Tab") {
              event.preventDefault();
              close();
            }
            event.stopPropagation();
          }}
        />
        <Keys keys="escape" />
      </div>
      <div id={listId} role="listbox" aria-label="Steps" className="min-h-0 flex-1 overflow-y-auto p-1">
        {rows.length === 0 ? (
          <p className="px-2 py-3 text-12 text-muted">Nothing reads like that. Try “wait 1h”, “email”, “if country = DE”.</p>
        ) : null}
        {rows.map((row, index) => (
          <div key={row.key}>
            {row.group !== rows[index - 1]?.group && !row.paste ? (
              <div className="px-2 pt-2 pb-1 text-11 font-medium text-subtle first:pt-1">{row.group}</div>
            ) : null}
            {row.paste ? <div className="-mx-1 my-1 h-px bg-line" /> : null}
            <button
              type="button"
              tabIndex={-1}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes(
                "flex h-8 w-full cursor-default text-left items-center gap-2 rounded-control px-2",
                index === active && "bg-hover",
              )}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(row)}
            >
              {row.suggestion ? (
                <StepTile family={row.suggestion.family} icon={row.suggestion.icon} size={20} />
              ) : (
                <ClipboardPaste aria-hidden className="mx-0.5 size-4 stroke-[1.75] text-muted" />
              )}
              <span className="shrink-0 font-medium">
                {row.suggestion?.label ?? `Paste ${row.paste?.count === 1 ? "1 step" : `${row.paste?.count} steps`} here`}
              </span>
              <span className="min-w-0 flex-1 truncate text-muted">{row.suggestion?.detail}</span>
              {row.paste ? (
                <Keys keys="mod+v" />
              ) : index === active ? (
                <CornerDownLeft aria-hidden className="size-3.5 shrink-0 text-subtle" />
              ) : null}
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}

function rowsOf(
  query: string,
  after: string | undefined,
  kit: Parameters<typeof suggest>[1],
  context: Parameters<typeof suggest>[2],
): Row[] {
  const rows: Row[] = suggest(query, kit, context, after).flatMap((group) =>
    group.items.map((suggestion) => ({ key: `${group.label}:${suggestion.id}`, group: group.label, suggestion })),
  );
  const text = query === "" ? rememberedClip() : undefined;
  const clip = text === undefined ? undefined : readClip(text);
  if (text !== undefined && clip) rows.push({ key: "paste", group: "Paste", paste: { text, count: Object.keys(clip.nodes).length } });
  return rows;
}
