"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useReview } from "@/canvas/api/hooks.ts";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { type DraftDefinition, readDraft } from "@/canvas/model/document.ts";
import { titleOf } from "@/canvas/model/kit.ts";
import { miniMeasure } from "@/canvas/model/layout/measure.ts";
import { compareScene } from "@/canvas/review/compare-scene.ts";
import { ReviewPanel } from "@/canvas/review/review-panel.tsx";
import { followSaved } from "@/canvas/review/saved-revision.ts";
import type { Saving } from "@/canvas/save/use-autosave.ts";
import { PanelFrame } from "@/canvas/screen/panel-frame.tsx";
import { Rail } from "@/canvas/screen/rail.tsx";
import { CanvasView } from "@/canvas/view/canvas-view.tsx";
import { ChangeMark } from "@/canvas/view/card.tsx";
import { ZoomBar } from "@/canvas/view/floats.tsx";
import type { CanvasHandle } from "@/canvas/view/use-canvas-handle.ts";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";

type Which = "before" | "both" | "draft";

/** Before publishing: both drawings in one, and beside it what changes for whom. */
export function ReviewStage({
  journey,
  commands,
  saving,
  narrow,
}: {
  journey: JourneyBody;
  commands: EditorCommands;
  saving: Saving;
  narrow: boolean;
}) {
  const editor = useEditor();
  const { document, kit, problems, save } = useEditorState(({ document, kit, problems, save }) => ({
    document,
    kit,
    problems,
    save: save.state,
  }));
  const [revision, setRevision] = useState<number>();
  const [which, setWhich] = useState<Which>("both");
  const canvas = useRef<CanvasHandle>(null);
  useEffect(() => followSaved(editor, saving, setRevision), [editor, saving]);
  const review = useReview(journey.id, revision);
  const before = useMemo<DraftDefinition | undefined>(() => {
    const read = journey.liveDefinition ? readDraft(journey.liveDefinition) : undefined;
    return read?.ok ? read.definition : undefined;
  }, [journey.liveDefinition]);
  const scene = useMemo(() => {
    const inside = review.data?.inside ?? [];
    if (which === "before" && before) return compareScene(undefined, { definition: before, layout: {} }, kit, inside);
    return compareScene(which === "draft" ? undefined : before, document, kit, inside);
  }, [which, before, document, kit, review.data?.inside]);
  const look = useMemo(
    () => ({ label: (card: { title: string; mark?: string }) => [card.title, card.mark].filter(Boolean).join(", ") }),
    [],
  );
  const panel = review.error ? (
    <ErrorState title="The review could not be made" error={review.error} onRetry={() => void review.refetch()} />
  ) : review.data ? (
    <ReviewPanel
      journey={journey}
      review={review.data}
      revision={review.isPlaceholderData ? undefined : revision}
      titleOf={(node, otherwise = node) => {
        const found = document.definition.nodes[node];
        return found ? titleOf(kit, found) : otherwise;
      }}
      onDone={commands.live}
      onStep={(node) => {
        commands.edit();
        commands.show(node);
      }}
    />
  ) : save === "offline" || save === "refused" || save === "conflict" ? (
    <EmptyState title="The draft is not saved">
      What is reviewed and published is what is saved. The note beside the journey’s name says what stands in the way.
    </EmptyState>
  ) : (
    <SkeletonRows className="p-5" />
  );
  if (narrow) return <div className="flex min-h-0 flex-1 flex-col">{panel}</div>;
  return (
    <div className="flex min-h-0 flex-1">
      <Rail mode="review" commands={commands} />
      <div className="relative min-w-0 flex-1">
        <CanvasView
          scene={scene}
          measure={miniMeasure}
          place={`${journey.id}.review`}
          look={look}
          selection={{ nodes: [] }}
          onSelect={() => {}}
          handle={canvas}
        >
          {before ? (
            <>
              <Segmented<Which>
                className="absolute top-3 left-3 z-10"
                aria-label="Which drawing"
                value={which}
                onValue={setWhich}
                segments={[
                  { value: "before", label: `v${journey.live?.number ?? ""}` },
                  { value: "both", label: "Both" },
                  { value: "draft", label: "Draft" },
                ]}
              />
              {which === "both" ? <Legend /> : null}
            </>
          ) : null}
          <ZoomBar onFit={() => canvas.current?.fit()} />
        </CanvasView>
      </div>
      <PanelFrame wide label={`Review, ${problems.length} problems`}>
        {panel}
      </PanelFrame>
    </div>
  );
}

function Legend() {
  return (
    <div
      className="absolute top-3 right-4 z-10 hidden h-8 items-center gap-4 rounded-card bg-bg pl-3 text-12 text-muted min-[1240px]:flex"
      aria-hidden="true"
    >
      {(["added", "changed", "removed"] as const).map((mark) => (
        <span key={mark} className="flex items-center gap-1.5 first-letter:uppercase">
          <ChangeMark mark={mark} />
          {mark.charAt(0).toUpperCase() + mark.slice(1)}
        </span>
      ))}
    </div>
  );
}
