"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useJourneys } from "@/canvas/api/hooks.ts";
import type { ContextBody, JourneyBody } from "@/canvas/api/types.ts";
import { EditorProvider, useEditorState } from "@/canvas/editor/context.tsx";
import { Editor, type Selection } from "@/canvas/editor/editor.ts";
import { useEditorCommands } from "@/canvas/editor/editor-commands.ts";
import { useCanvasKeys } from "@/canvas/editor/use-canvas-keys.ts";
import { useView } from "@/canvas/editor/use-view.ts";
import { changeNote, rename } from "@/canvas/model/commands/index.ts";
import { type CanvasDocument, ENTRY_ID } from "@/canvas/model/document.ts";
import { useAutosave } from "@/canvas/save/use-autosave.ts";
import { CanvasDialogs } from "@/canvas/screen/canvas-dialogs.tsx";
import { ConflictDialog } from "@/canvas/screen/conflict-dialog.tsx";
import { JourneyStage } from "@/canvas/screen/journey-stage.tsx";
import { ReviewStage } from "@/canvas/screen/review-stage.tsx";
import { TopBar } from "@/canvas/screen/top-bar.tsx";
import { useDraftAhead } from "@/canvas/screen/use-draft-ahead.ts";
import { useFocusKept } from "@/canvas/screen/use-focus-kept.ts";
import { useJourneyActions } from "@/canvas/screen/use-journey-actions.tsx";
import { useNarrow } from "@/canvas/screen/use-narrow.ts";
import { useShownScene } from "@/canvas/screen/use-shown-scene.ts";
import { type CanvasActions, CanvasActionsProvider } from "@/canvas/view/actions.ts";
import type { CanvasHandle } from "@/canvas/view/use-canvas-handle.ts";
import { toast } from "@/components/ui/toast.tsx";
import type { Stored } from "@/lib/save/autosave.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = { journey: JourneyBody; stored: Stored<CanvasDocument>; context: ContextBody | undefined; mayEdit: boolean };

export function JourneyEditor({ journey, stored, context, mayEdit }: Props) {
  const [editor] = useState(() => new Editor({ document: stored.document, context, mayEdit, savedAt: stored.at }));
  return (
    <EditorProvider editor={editor}>
      <Screen editor={editor} journey={journey} stored={stored} context={context} />
    </EditorProvider>
  );
}

function Screen({
  editor,
  journey,
  stored,
  context,
}: {
  editor: Editor;
  journey: JourneyBody;
  stored: Stored<CanvasDocument>;
  context: ContextBody | undefined;
}) {
  const { view, go } = useView();
  const narrow = useNarrow();
  const times = useTimes();
  const canvas = useRef<CanvasHandle>(null);
  const commands = useEditorCommands(editor, canvas, go);
  const shown = useShownScene(journey, view);
  // Of all versions: whom a pause or a stop meets does not depend on which one is looked at.
  const inside = useJourneys(false).data?.items.find((one) => one.id === journey.id)?.inside;
  const actions = useJourneyActions(journey, inside);
  const saving = useAutosave(editor, journey.id, stored);
  useCanvasKeys(editor, commands, view, saving.flush);
  useJudging(editor, context);
  useNotices();
  useFlash(canvas);
  useFocusKept(editor);
  const ahead = useDraftAhead(journey);
  const onSelect = useSelectionInUrl(editor, view.step, go);

  const canvasActions = useMemo<CanvasActions>(
    () => ({
      add: (place, at) => editor.set({ quickAdd: { place, at } }),
      people: (node) => editor.select({ nodes: [node] }),
      rename: (node, title) => {
        editor.set({ renaming: undefined });
        if (title !== undefined) editor.run(rename(editor.state.document, node, title.trim()));
        editor.seal();
      },
      writeNote: (note) => editor.set({ writing: note }),
      undo: () => editor.undo(),
      redo: () => editor.redo(),
      editNote: (note, text) => void editor.run(changeNote(editor.state.document, note, { text })),
      leaveField: () => editor.seal(),
    }),
    [editor],
  );

  const note = view.mode === "live" && shown.counts ? `Counts to ${times.seconds(shown.counts.at)}` : undefined;
  return (
    <CanvasActionsProvider value={canvasActions}>
      <div className="flex h-dvh min-h-0 flex-col overflow-hidden bg-surface">
        <TopBar journey={journey} view={view} note={note} commands={commands} actions={actions} ahead={ahead} narrow={narrow} />
        {view.mode === "review" ? (
          <ReviewStage journey={journey} commands={commands} saving={saving} narrow={narrow} />
        ) : (
          <JourneyStage
            journey={journey}
            view={view}
            shown={shown}
            commands={commands}
            canvas={canvas}
            narrow={narrow}
            saving={saving}
            onSelect={onSelect}
          />
        )}
      </div>
      <CanvasDialogs commands={commands} />
      <ConflictDialog mode={view.mode} onSettle={saving.settle} />
      {actions.dialog}
    </CanvasActionsProvider>
  );
}

/** Problems are looked for a moment after the last change, and when the workspace's own things change. */
function useJudging(editor: Editor, context: ContextBody | undefined): void {
  useEffect(() => {
    if (context) editor.know(context);
    editor.judge();
  }, [editor, context]);
  useEffect(() => {
    let last = editor.state.document;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = editor.store.subscribe((state) => {
      if (state.document === last) return;
      last = state.document;
      clearTimeout(timer);
      timer = setTimeout(() => editor.judge(), 180);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [editor]);
}

function useNotices(): void {
  const notice = useEditorState((state) => state.notice);
  useEffect(() => {
    if (notice) toast({ title: notice.text });
  }, [notice]);
}

/** What was undone or jumped to comes into sight. */
function useFlash(canvas: React.RefObject<CanvasHandle | null>): void {
  const flash = useEditorState((state) => state.flash);
  useEffect(() => {
    if (flash) canvas.current?.show(flash.nodes);
  }, [flash, canvas]);
}

/** The selected step is in the URL, replaced and not pushed: Back leaves the journey, not each step. */
function useSelectionInUrl(editor: Editor, step: string | undefined, go: ReturnType<typeof useView>["go"]): (selection: Selection) => void {
  const selection = useEditorState((state) => state.selection);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    if (step && editor.state.scene.cards.has(step)) editor.select({ nodes: [step] });
    else if (Object.keys(editor.state.document.definition.nodes).length === 0) editor.select({ nodes: [ENTRY_ID] });
  }, [editor, step]);
  const only = selection.nodes.length === 1 ? selection.nodes[0] : undefined;
  useEffect(() => {
    if (only !== step && opened.current) go({ step: only }, "replace");
  }, [only, step, go]);
  return useCallback((next: Selection) => editor.select(next), [editor]);
}
