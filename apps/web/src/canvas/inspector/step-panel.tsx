"use client";
import { CircleSlash2, Copy, CopyPlus, Ellipsis, Pencil, Plus, Scissors, Trash2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { CountsBody } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { FormFrame } from "@/canvas/inspector/form-frame.tsx";
import { ProblemLine } from "@/canvas/inspector/problem-lines.tsx";
import { fieldsOf } from "@/canvas/inspector/schema-fields.ts";
import { SchemaForm, Section } from "@/canvas/inspector/schema-form.tsx";
import { WayOut } from "@/canvas/inspector/way-out.tsx";
import { StandingList } from "@/canvas/live/standing-list.tsx";
import { changeSettings, rename, toggleDisabled } from "@/canvas/model/commands/index.ts";
import { type DraftNode, settingsOf } from "@/canvas/model/document.ts";
import { kindOf, sentenceOf, titleOf } from "@/canvas/model/kit.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { count } from "@/lib/format.ts";

/** The head of a panel: tile, title, kind; what else can be done; a way out. */
export function PanelHead({
  tile,
  title,
  under,
  tools,
  onClose,
}: {
  tile?: ReactNode;
  title: ReactNode;
  under?: ReactNode;
  tools?: ReactNode;
  onClose: () => void;
}) {
  return (
    <div className="flex shrink-0 items-center gap-3 py-3.5 pr-3 pl-4">
      {tile ? <span className="-mr-0.5 -ml-1">{tile}</span> : null}
      <div className="min-w-0 flex-1">
        <div className="truncate text-14 font-semibold tracking-[-.006em]">{title}</div>
        {under ? <div className="truncate text-12 text-muted">{under}</div> : null}
      </div>
      <span className="flex">
        {tools}
        <IconButton label="Close" keys="escape" size="compact" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}

/** Everything about one step while the draft is edited. */
export function StepPanel({
  id,
  commands,
  counts,
  journeyId,
  onClose,
  touch = false,
}: {
  id: string;
  commands: EditorCommands;
  counts: CountsBody | undefined;
  journeyId: string;
  onClose: () => void;
  touch?: boolean;
}) {
  const editor = useEditor();
  const { node, kit, problems, graph } = useEditorState((state) => ({
    node: state.document.definition.nodes[id],
    kit: state.kit,
    problems: state.problems,
    graph: state.graph,
  }));
  const [tab, setTab] = useState<"settings" | "people">("settings");
  if (!node) return null;
  const kind = kindOf(kit, node.kind);
  const waiting = counts?.steps[id]?.waiting;
  const own = problems.filter((problem) => problem.node === id);
  const fields = fieldsOf(kit, node.kind);
  const inFields = (path: string) => fields.some((field) => path === field.path.join(".") || path.startsWith(`${field.path.join(".")}.`));
  const ports = graph.nodes.get(id)?.ports ?? [];
  const listed = fields.some((field) => field.kind === "cases");
  const others = ports.filter((port) => !listed && !(fields.some((field) => field.kind === "subjects") && port.name !== "timeout"));
  return (
    <div className="flex h-full flex-col">
      <PanelHead
        tile={<StepTile family={kind?.family ?? "data"} icon={kind?.icon ?? "circle-help"} />}
        title={<TitleInput id={id} node={node} />}
        under={kind?.label ?? `Unknown kind “${node.kind}”`}
        tools={
          <>
            {touch ? (
              <Button size="touch" className="mr-1" disabled={!editor.mayEdit} onClick={commands.add}>
                <Plus aria-hidden />
                Add after
              </Button>
            ) : null}
            <StepMenu id={id} commands={commands} />
          </>
        }
        onClose={onClose}
      />
      <Tabs
        value={tab}
        onValue={setTab}
        listClassName="px-4 shrink-0"
        items={[
          { value: "settings", label: "Settings" },
          { value: "people", label: "People", ...(waiting === undefined ? {} : { count: count(waiting) }) },
        ]}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {tab === "people" ? (
          <StandingList journeyId={journeyId} node={id} version={undefined} />
        ) : (
          <FormFrame node={id} touch={touch}>
            {own.some((problem) => !inFields(problem.path)) ? (
              <Section className="py-3">
                {own
                  .filter((problem) => !inFields(problem.path))
                  .map((problem) => (
                    <ProblemLine key={`${problem.path}:${problem.code}`} problem={problem} />
                  ))}
              </Section>
            ) : null}
            {kind ? (
              <SchemaForm
                key={id}
                node={id}
                fields={fields}
                settings={settingsOf(node)}
                onSettings={(settings, field, moved) =>
                  editor.run(changeSettings(editor.state.document, kit, id, settings, { field, ...(moved ? { ports: moved } : {}) }))
                }
              />
            ) : (
              <Section title="Settings">
                <pre className="overflow-x-auto rounded-card bg-inset p-3 font-mono text-12">
                  {JSON.stringify(settingsOf(node), null, 2)}
                </pre>
              </Section>
            )}
            {others.length > 0 ? (
              <Section title="Leads on">
                <ul className="flex flex-col gap-1.5">
                  {others.map((port) => (
                    <li key={port.name} className="flex min-h-7 items-center justify-between gap-2">
                      <span className={port.follows ? "text-muted" : "font-medium"}>{port.label}</span>
                      <WayOut node={id} port={port.name} label={port.label} />
                    </li>
                  ))}
                </ul>
              </Section>
            ) : null}
            <Section>
              <p className="rounded-card bg-inset px-3 py-2.5 text-12 text-muted">{sentenceOf(kit, node)}.</p>
              {waiting ? (
                <p className="mt-3 text-muted">
                  <b className="font-medium text-fg">{waiting === 1 ? "1 person waits" : `${count(waiting)} people wait`}</b> here. Changes
                  count for those who enter after you publish.
                </p>
              ) : null}
            </Section>
          </FormFrame>
        )}
      </div>
      <div className="flex h-12 shrink-0 items-center gap-1 border-t border-line px-2">
        <Button
          variant="quiet"
          size="compact"
          disabled={!editor.mayEdit}
          onClick={() => editor.run(toggleDisabled(editor.state.document, [id]))}
        >
          <CircleSlash2 aria-hidden />
          {node.disabled ? "Enable" : "Disable"}
        </Button>
        <Button variant="quiet" size="compact" disabled={!editor.mayEdit} onClick={commands.remove}>
          <Trash2 aria-hidden />
          Delete
        </Button>
        <span className="min-w-0 flex-1 truncate pr-2 text-right font-mono text-12 text-subtle">{id}</span>
      </div>
    </div>
  );
}

function TitleInput({ id, node }: { id: string; node: DraftNode }) {
  const editor = useEditor();
  const kit = useEditorState((state) => state.kit);
  return (
    <input
      aria-label="Title of this step"
      className="-ml-1.5 w-full truncate rounded-chip bg-transparent px-1.5 outline-none hover:bg-hover focus:bg-surface focus:ring-2 focus:ring-ring"
      value={node.title ?? titleOf(kit, node)}
      placeholder={kindOf(kit, node.kind)?.label}
      disabled={!editor.mayEdit}
      onChange={(event) => editor.run(rename(editor.state.document, id, event.target.value))}
      onBlur={() => editor.seal()}
      onKeyDown={(event) => (event.key === "Enter" || event.key === "Escape") && event.currentTarget.blur()}
    />
  );
}

function StepMenu({ id, commands }: { id: string; commands: EditorCommands }) {
  const editor = useEditor();
  return (
    <Menu
      trigger={
        <IconButton label="More" size="compact" tooltip={false}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden />} keys="f2" onSelect={() => editor.set({ renaming: id })}>
        Rename
      </MenuItem>
      <MenuItem icon={<CopyPlus aria-hidden />} keys="mod+d" onSelect={commands.duplicate}>
        Duplicate
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden />} keys="mod+c" onSelect={() => void commands.copy()}>
        Copy
      </MenuItem>
      <MenuItem icon={<Scissors aria-hidden />} keys="mod+x" onSelect={() => void commands.cut()}>
        Cut
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 aria-hidden />} keys="delete" onSelect={commands.remove}>
        Delete, close the gap
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} keys="shift+delete" danger onSelect={commands.removeWithRest}>
        Delete with what follows
      </MenuItem>
    </Menu>
  );
}
