"use client";
import type { CountsBody, JourneyBody } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { Panel } from "@/canvas/editor/editor.ts";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { View } from "@/canvas/editor/use-view.ts";
import { EntryPanel } from "@/canvas/inspector/entry-panel.tsx";
import { PanelHead, StepPanel } from "@/canvas/inspector/step-panel.tsx";
import { LivePanel } from "@/canvas/live/live-panel.tsx";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { Saving } from "@/canvas/save/use-autosave.ts";
import { ProblemsPanel } from "@/canvas/screen/problems-panel.tsx";
import type { Shown } from "@/canvas/screen/use-shown-scene.ts";
import { TracePanel } from "@/canvas/trace/trace-panel.tsx";
import { VersionsPanel } from "@/canvas/versions/versions-panel.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorLine, SkeletonRows } from "@/components/ui/states.tsx";

type Props = {
  journey: JourneyBody;
  view: View;
  shown: Shown;
  selected: string | undefined;
  panel: Panel;
  counts: CountsBody | undefined;
  commands: EditorCommands;
  saving: Saving;
  touch: boolean;
};

/** Which panel stands beside the canvas. */
export function StagePanel({ journey, view, shown, selected, panel, counts, commands, saving, touch }: Props) {
  const editor = useEditor();
  const count = useEditorState((state) => state.selection.nodes.length);
  const close = () => {
    editor.set({ panel: undefined });
    editor.select({ nodes: [] });
    document.querySelector<HTMLElement>(".react-flow__node[tabindex='0']")?.focus({ preventScroll: true });
  };
  if (view.run) {
    if (!shown.run) return shown.error ? <ErrorLine error={shown.error} /> : <SkeletonRows className="p-4" />;
    const label = (node: string, port: string) => shown.graph.nodes.get(node)?.ports.find((one) => one.name === port)?.label ?? port;
    return (
      <TracePanel run={shown.run} scene={shown.scene} portLabel={label} onStep={(node) => commands.show(node)} onClose={commands.live} />
    );
  }
  if (view.mode === "versions") {
    return (
      <VersionsPanel
        journey={journey}
        version={view.version}
        mayEdit={editor.mayEdit}
        flush={saving.flush}
        onVersion={(version) => commands.lookAt(version)}
        onClose={commands.edit}
      />
    );
  }
  const card = selected === undefined ? undefined : shown.scene.cards.get(selected);
  if (view.mode === "live" && card) {
    return (
      <LivePanel
        key={card.id}
        journeyId={journey.id}
        card={card}
        sentence={card.clauses.join(" ")}
        graph={shown.graph}
        counts={counts}
        version={shown.version}
        onClose={close}
      />
    );
  }
  // What is shown live is not there to be edited, and a step that only the draft has is not shown.
  if (view.mode === "live") return null;
  if (selected === ENTRY_ID) return <EntryPanel key="entry" onClose={close} touch={touch} />;
  if (selected !== undefined)
    return (
      <StepPanel key={selected} id={selected} commands={commands} counts={counts} journeyId={journey.id} onClose={close} touch={touch} />
    );
  if (count > 1) return <SeveralPanel count={count} commands={commands} onClose={close} />;
  if (panel === "journey") return <EntryPanel key="journey" first="journey" onClose={close} touch={touch} />;
  if (panel === "problems") return <ProblemsPanel commands={commands} onClose={close} />;
  return null;
}

function SeveralPanel({ count, commands, onClose }: { count: number; commands: EditorCommands; onClose: () => void }) {
  return (
    <>
      <PanelHead title={`${count} steps`} under="What is done now is done to all of them" onClose={onClose} />
      <div className="flex flex-col gap-2 border-t border-line p-4 [&>button]:justify-start">
        <Button onClick={() => void commands.copy()}>Copy</Button>
        <Button onClick={() => void commands.cut()}>Cut</Button>
        <Button onClick={commands.duplicate}>Duplicate</Button>
        <Button onClick={commands.disable}>Disable or enable</Button>
        <Button onClick={commands.remove}>Delete, close the gaps</Button>
        <Button onClick={commands.removeWithRest}>Delete with what follows</Button>
      </div>
    </>
  );
}
