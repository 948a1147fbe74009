"use client";
import { CircleAlert, Ellipsis, Plus, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { connect, mainWay, toggleDisabled } from "@/canvas/model/commands/index.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { Graph } from "@/canvas/model/graph.ts";
import { type OutlineRow, outlineOf } from "@/canvas/model/outline.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import { outlineLabel } from "@/canvas/outline/outline-label.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { classes } from "@/lib/classes.ts";
import { count } from "@/lib/format.ts";

type Props = {
  scene: Scene;
  graph: Graph;
  selected: string | undefined;
  /** The row that the keys stand on when none is selected. */
  stand: string;
  onSelect: (id: string) => void;
  /** Absent: only looked at. */
  commands?: EditorCommands | undefined;
  waiting?: ((id: string) => number | undefined) | undefined;
  /** Touch sizes and full width. */
  wide: boolean;
};

/** The journey as a tree: the whole editor for keyboards, screen readers and narrow screens. */
export function Outline({ scene, graph, selected, stand, onSelect, commands, waiting, wide }: Props) {
  const rows = useMemo(() => outlineOf(graph), [graph]);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tree.current?.querySelector(`[data-id="${CSS.escape(selected ?? "")}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const move = (event: KeyboardEvent, row: OutlineRow) => {
    const at = rows.indexOf(row);
    const target =
      event.key === "ArrowDown"
        ? rows[at + 1]
        : event.key === "ArrowUp"
          ? rows[at - 1]
          : event.key === "Home"
            ? rows[0]
            : event.key === "End"
              ? rows.at(-1)
              : event.key === "ArrowLeft"
                ? rows.find((one) => one.id === row.parent)
                : event.key === "ArrowRight"
                  ? (rows[at + 1]?.depth ?? 0) > row.depth
                    ? rows[at + 1]
                    : undefined
                  : undefined;
    if (!["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!target) return;
    onSelect(target.id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(target.id)}"]`)?.focus();
  };
  const stop = [selected, stand].find((id) => rows.some((row) => row.id === id)) ?? ENTRY_ID;
  return (
    <div ref={tree} role="tree" aria-label="Steps" className="min-h-0 flex-1 overflow-y-auto py-1">
      {rows.map((row) => {
        const card = scene.cards.get(row.id);
        if (!card) return null;
        const here = waiting?.(row.id);
        return (
          <div
            key={row.id}
            role="treeitem"
            data-id={row.id}
            aria-level={row.depth + 1}
            aria-selected={row.id === selected}
            aria-label={outlineLabel(card, row, rows.length, here)}
            tabIndex={row.id === stop ? 0 : -1}
            className={classes(
              "group/row relative flex items-center outline-offset-[-2px]",
              wide ? "gap-2.5" : "gap-2",
              wide ? "h-11 px-4" : "h-9 pr-2 pl-3",
              row.id === selected
                ? "bg-accent-tint before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent"
                : "hover:bg-hover",
              card.fade && "opacity-40",
            )}
            onClick={(event) => {
              // A menu's items are children of the row for React, not on the screen.
              if (event.currentTarget.contains(event.target as Node) && !(event.target as HTMLElement).closest("button")) onSelect(row.id);
            }}
            onKeyDown={(event) => move(event, row)}
          >
            {wide ? <span className="w-5 shrink-0 text-right text-12 text-subtle">{row.number}</span> : null}
            {Array.from({ length: row.depth }, (_, depth) => (
              <span
                key={depth}
                className={classes(
                  "relative shrink-0 self-stretch before:absolute before:inset-y-0 before:w-px before:bg-line",
                  wide ? "w-3 before:left-1.5 sm:w-6 sm:before:left-2.75" : "w-3 before:left-1.5",
                )}
              />
            ))}
            <StepTile family={card.family} icon={card.icon} size={wide ? 24 : 20} />
            {row.via !== undefined || row.joins > 0 ? (
              <span
                className={classes(
                  "truncate rounded-chip border border-line bg-surface px-1.5 text-11 leading-4.5 font-medium text-muted",
                  wide ? "max-w-24 shrink-0 sm:max-w-56" : "max-w-20 shrink-0",
                )}
              >
                {row.joins > 0 ? `${row.joins} paths join` : row.via}
              </span>
            ) : null}
            {/* Where it is narrow, what a live step counts stands under its name; what a step does is left out. */}
            <span className={classes("flex min-w-0 flex-1", wide && "flex-col sm:flex-row sm:items-center sm:gap-2.5")}>
              <span
                className={classes(
                  "truncate font-medium",
                  card.disabled && "text-subtle line-through",
                  wide ? "min-w-0 sm:max-w-[50%] sm:shrink-0" : "min-w-0 flex-1",
                )}
              >
                {card.title}
              </span>
              {wide ? (
                <span className={classes("min-w-0 truncate text-12 text-muted sm:flex-1", !card.figures && "max-sm:hidden")}>
                  {card.figures ? card.figures.map((one) => `${one.value} ${one.word}`).join(" · ") : card.clauses.join(" ")}
                </span>
              ) : null}
            </span>

            {row.loose ? <span className="shrink-0 text-12 text-warn">loose</span> : null}
            {card.problems ? (
              <span
                className={classes(
                  "flex h-5 shrink-0 items-center gap-1 rounded-chip px-1.5 text-11 font-medium",
                  card.problems.worst === "error" ? "bg-bad-tint text-bad" : "bg-warn-tint text-warn",
                )}
              >
                {card.problems.worst === "error" ? (
                  <CircleAlert aria-hidden className="size-3" />
                ) : (
                  <TriangleAlert aria-hidden className="size-3" />
                )}
                {card.problems.count}
              </span>
            ) : null}
            {here === undefined || card.figures ? null : (
              <span
                className={classes(
                  "shrink-0 text-right",
                  wide && "hidden w-19 sm:block",
                  here === 0 ? "text-subtle" : "text-muted",
                  !wide && here === 0 && "hidden",
                )}
              >
                {count(here)}
                {wide ? " waiting" : ""}
              </span>
            )}
            {commands ? <RowMenu id={row.id} commands={commands} onSelect={onSelect} wide={wide} /> : null}
          </div>
        );
      })}
      {commands ? (
        <button
          type="button"
          className={classes("flex items-center gap-1.5 font-medium text-accent-text hover:underline", wide ? "h-11 px-12" : "h-9 px-3")}
          onClick={commands.add}
        >
          <Plus aria-hidden className="size-3.5" />
          Add a step
        </button>
      ) : null}
    </div>
  );
}

function RowMenu({
  id,
  commands,
  onSelect,
  wide,
}: {
  id: string;
  commands: EditorCommands;
  onSelect: (id: string) => void;
  wide: boolean;
}) {
  const editor = useEditor();
  const run = (act: () => void) => () => {
    onSelect(id);
    act();
  };
  const step = id !== ENTRY_ID;
  return (
    <span className={classes(!wide && "absolute right-1 hidden rounded-chip bg-hover group-hover/row:block has-data-popup-open:block")}>
      <Menu
        trigger={
          <IconButton
            label="What can be done with this step"
            tooltip={false}
            tabIndex={-1}
            size={wide ? "normal" : "tiny"}
            className={wide ? "size-11" : undefined}
          >
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem keys="a" onSelect={run(commands.add)}>
          Add a step after
        </MenuItem>
        <MenuItem onSelect={() => void commands.pasteHere()}>Paste after</MenuItem>
        {step ? (
          <>
            <MenuItem keys="x" onSelect={run(commands.connect)}>
              Connect to…
            </MenuItem>
            <MoveItems id={id} />
            <MenuSeparator />
            <MenuItem keys="mod+d" onSelect={run(commands.duplicate)}>
              Duplicate
            </MenuItem>
            <MenuItem keys="mod+c" onSelect={run(() => void commands.copy())}>
              Copy
            </MenuItem>
            <MenuItem keys="d" onSelect={() => editor.run(toggleDisabled(editor.state.document, [id]))}>
              Disable or enable
            </MenuItem>
            <MenuSeparator />
            <MenuItem keys="delete" onSelect={run(commands.remove)}>
              Delete, close the gap
            </MenuItem>
            <MenuItem keys="shift+delete" danger onSelect={run(commands.removeWithRest)}>
              Delete with what follows
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </span>
  );
}

/** Changing places with the step before: moving without a mouse. */
function MoveItems({ id }: { id: string }) {
  const editor = useEditor();
  const { graph, document, kit } = useEditorState(({ graph, document, kit }) => ({ graph, document, kit }));
  const before = graph.into.get(id)?.[0];
  const onward = mainWay(document, kit, id);
  const rest = onward ? document.definition.nodes[id]?.next?.[onward.port] : undefined;
  const above = before ? graph.into.get(before.from)?.[0] : undefined;
  if (!before || !above || !onward || before.from === ENTRY_ID) return null;
  const earlier = () => {
    const first = connect(
      {
        ...document,
        definition: {
          ...document.definition,
          nodes: { ...document.definition.nodes, [id]: { ...(document.definition.nodes[id] ?? { kind: "" }), next: {} } },
        },
      },
      kit,
      { from: above.from, port: above.port },
      id,
    );
    if ("refused" in first) {
      editor.tell(first.refused, true);
      return;
    }
    editor.run({
      label: "Move earlier",
      patches: [
        ...first.patches,
        { path: ["definition", "nodes", before.from, "next", before.port], value: rest ?? undefined },
        { path: ["definition", "nodes", id, "next", onward.port], value: before.from },
      ],
      select: [id],
    });
  };
  return <MenuItem onSelect={earlier}>Move before the step above</MenuItem>;
}
