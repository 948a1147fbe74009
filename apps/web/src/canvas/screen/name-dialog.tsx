"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { classes } from "@/lib/classes.ts";

export type NameItem = { id: string; tile?: ReactNode; title: string; detail?: string };

type Props = {
  open: boolean;
  title: string;
  placeholder: string;
  empty: string;
  items: (query: string) => readonly NameItem[];
  onChoose: (id: string) => void;
  onClose: () => void;
  onActive?: (id: string) => void;
};

/** A field with a list below: find a step, connect by name. */
export function NameDialog(props: Props) {
  return (
    <Base.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-transparent" />
        <Base.Popup
          aria-label={props.title}
          className="fixed top-20 left-1/2 z-50 flex max-h-[min(420px,70dvh)] w-[min(480px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-dialog border border-line bg-surface shadow-float outline-none"
        >
          <Body {...props} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Body({ placeholder, empty, items, onChoose, onClose, onActive, title }: Props) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const rows = items(query);
  const current = rows[Math.min(active, rows.length - 1)];
  useEffect(() => {
    if (current) onActive?.(current.id);
  }, [current, onActive]);
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 text-subtle" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={title}
          placeholder={placeholder}
          className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setActive((at) => (at + step + rows.length) % Math.max(1, rows.length));
            } else if (event.key === "Enter" && current) {
              event.preventDefault();
              onChoose(current.id);
              onClose();
            }
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label={title} className="min-h-0 overflow-y-auto p-1 empty:hidden">
        {rows.map((row, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={row.id}
            id={`${listId}-${row.id}`}
            role="option"
            aria-selected={row === current}
            className={classes(
              "flex min-h-9 w-full cursor-default text-left items-center gap-2.5 rounded-control px-3 py-1",
              row === current && "bg-hover",
            )}
            onPointerMove={() => setActive(index)}
            onClick={() => {
              onChoose(row.id);
              onClose();
            }}
          >
            {row.tile}
            <span className="shrink-0 font-medium">{row.title}</span>
            <span className="min-w-0 flex-1 truncate text-12 text-muted">{row.detail}</span>
          </button>
        ))}
      </div>
      {rows.length === 0 ? <p className="px-4 py-4 text-muted">{query === "" ? placeholder : empty}</p> : null}
    </>
  );
}
