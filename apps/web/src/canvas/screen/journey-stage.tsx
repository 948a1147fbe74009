"use client";
import { type RefObject, useCallback, useMemo } from "react";
import { useCounts } from "@/canvas/api/hooks.ts";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { Selection } from "@/canvas/editor/editor.ts";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { View } from "@/canvas/editor/use-view.ts";
import { LiveHud, LiveLegend, legendHeight } from "@/canvas/live/live-hud.tsx";
import { InsideElsewhere, VersionPicker } from "@/canvas/live/version-picker.tsx";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import { cardMeasure } from "@/canvas/model/layout/measure.ts";
import { outlineOf } from "@/canvas/model/outline.ts";
import { Outline } from "@/canvas/outline/outline.tsx";
import { outlineLabel } from "@/canvas/outline/outline-label.ts";
import { QuickAddMenu } from "@/canvas/quick-add/quick-add.tsx";
import type { Saving } from "@/canvas/save/use-autosave.ts";
import { NarrowBar } from "@/canvas/screen/narrow-bar.tsx";
import { PanelFrame } from "@/canvas/screen/panel-frame.tsx";
import { Rail } from "@/canvas/screen/rail.tsx";
import { Sheet } from "@/canvas/screen/sheet.tsx";
import { StagePanel } from "@/canvas/screen/stage-panel.tsx";
import { useEditing } from "@/canvas/screen/use-editing.ts";
import { useShowSelected } from "@/canvas/screen/use-show-selected.ts";
import type { Shown } from "@/canvas/screen/use-shown-scene.ts";
import { TraceBar } from "@/canvas/trace/trace-bar.tsx";
import { CanvasView } from "@/canvas/view/canvas-view.tsx";
import { MiniMap, ZoomBar } from "@/canvas/view/floats.tsx";
import type { CanvasHandle } from "@/canvas/view/use-canvas-handle.ts";
import { ErrorLine } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";

type Props = {
  journey: JourneyBody;
  view: View;
  shown: Shown;
  commands: EditorCommands;
  canvas: RefObject<CanvasHandle | null>;
  narrow: boolean;
  saving: Saving;
  onSelect: (selection: Selection) => void;
};

/** Rail, canvas and panel; under 900 px the outline with the panel as a sheet. */
export function JourneyStage({ journey, view, shown, commands, canvas, narrow, saving, onSelect }: Props) {
  const editor = useEditor();
  const { selection, panel, outline, map, flash, renaming, writing, stand, history } = useEditorState(
    ({ selection, panel, outline, map, flash, renaming, writing, stand, history }) => ({
      selection,
      panel,
      outline,
      map,
      flash,
      renaming,
      writing,
      stand,
      history,
    }),
  );
  const editing = useEditing(editor, view.mode === "edit");
  const only = selection.nodes.length === 1 ? selection.nodes[0] : undefined;
  // While editing, a number of waiting people beside each step is enough, asked rarely.
  const waiting = useCounts(journey.id, undefined, view.mode === "edit" && journey.live !== null);
  const numbers = view.mode === "edit" ? waiting.data : shown.counts;
  const rows = useMemo(() => new Map(outlineOf(shown.graph).map((row, _, all) => [row.id, { row, of: all.length }])), [shown.graph]);
  const label = useCallback(
    (card: Parameters<typeof outlineLabel>[0]) => {
      const found = rows.get(card.id);
      return found ? outlineLabel(card, found.row, found.of, numbers?.steps[card.id]?.waiting) : card.title;
    },
    [rows, numbers],
  );
  const look = useMemo(() => ({ renaming, writing, stand, flash, label }), [renaming, writing, stand, flash, label]);
  useShowSelected(canvas, only, view.mode);
  const content = (
    <StagePanel
      journey={journey}
      view={view}
      shown={shown}
      selected={only}
      panel={panel}
      counts={numbers}
      commands={commands}
      saving={saving}
      touch={narrow}
    />
  );
  const open = hasPanel(view, only, panel, selection.nodes.length);
  const list = (
    <Outline
      scene={shown.scene}
      graph={shown.graph}
      selected={only}
      stand={stand}
      onSelect={(id) => {
        onSelect({ nodes: [id] });
        canvas.current?.show([id]);
      }}
      commands={editing ? commands : undefined}
      waiting={
        numbers
          ? (id) => (shown.scene.cards.get(id)?.family === "exit" || id === ENTRY_ID ? undefined : (numbers.steps[id]?.waiting ?? 0))
          : undefined
      }
      wide={narrow}
    />
  );
  const picking = {
    counts: shown.counts,
    versions: shown.versions,
    version: shown.version,
    onVersion: commands.lookAt,
    live: journey.live,
  };
  if (narrow) {
    return (
      <div className="relative flex min-h-0 flex-1 flex-col">
        <NarrowBar
          journey={journey}
          mode={view.mode}
          steps={shown.scene.cards.size}
          commands={commands}
          note={view.mode === "live" && shown.counts ? `${count(shown.counts.inside)} inside` : undefined}
        />
        {view.mode === "live" && !view.run ? (
          <div className="flex min-h-0 shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-4 py-1">
            <VersionPicker {...picking} touch />
            <InsideElsewhere {...picking} touch />
          </div>
        ) : null}
        {shown.error ? <ErrorLine error={shown.error} /> : null}
        {list}
        <QuickAddMenu onAdded={(id) => commands.show(id)} />
        <Sheet open={open} label="Details">
          {content}
        </Sheet>
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1">
      <Rail mode={view.mode} commands={commands} />
      {outline ? (
        <div className="flex w-72 shrink-0 flex-col border-r border-line bg-surface">
          <div className="flex h-10 shrink-0 items-center px-4 font-semibold">Outline</div>
          {list}
        </div>
      ) : null}
      <div className="relative min-w-0 flex-1">
        <CanvasView
          scene={shown.scene}
          place={journey.id}
          top={view.mode === "live" ? legendHeight : 0}
          look={look}
          selection={selection}
          onSelect={onSelect}
          onOpen={(id) => id !== ENTRY_ID && editing && editor.set({ renaming: id })}
          editing={editing}
          handle={canvas}
        >
          {view.mode === "live" && !view.run ? (
            <>
              <LiveHud {...picking} came={shown.came} hasGoal={journey.liveDefinition?.goal !== undefined} />
              <LiveLegend />
            </>
          ) : null}
          {shown.run ? <TraceBar run={shown.run} commands={commands} /> : null}
          {shown.error ? (
            <div className="absolute top-3 left-1/2 z-10 -translate-x-1/2 rounded-card border border-line bg-surface shadow-float">
              <ErrorLine error={shown.error} />
            </div>
          ) : null}
          <ZoomBar
            onFit={commands.fit}
            {...(editing
              ? {
                  undo: {
                    undo: history.past.length > 0 ? commands.undo : undefined,
                    redo: history.future.length > 0 ? commands.redo : undefined,
                    undoLabel: history.past.at(-1)?.label,
                    redoLabel: history.future[0]?.label,
                  },
                }
              : {})}
          />
          {map ? <MiniMap scene={shown.scene} measure={cardMeasure} selected={selection.nodes} /> : null}
          {editing ? <QuickAddMenu onAdded={(id) => commands.show(id)} /> : null}
        </CanvasView>
      </div>
      {open ? <PanelFrame label="Details">{content}</PanelFrame> : null}
    </div>
  );
}

function hasPanel(view: View, only: string | undefined, panel: string | undefined, count: number): boolean {
  if (view.mode === "versions" || view.run) return true;
  return only !== undefined || panel !== undefined || count > 1;
}
