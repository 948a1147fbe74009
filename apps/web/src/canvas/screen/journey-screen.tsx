"use client";
import { useAuthoringContext, useJourney } from "@/canvas/api/hooks.ts";
import { readDraft } from "@/canvas/model/document.ts";
import { storedDraft } from "@/canvas/save/use-autosave.ts";
import { JourneyEditor } from "@/canvas/screen/journey-editor.tsx";
import { RawDefinition } from "@/canvas/screen/raw-definition.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

/** One journey, whatever state its draft is in. */
export function JourneyScreen({ id }: { id: string }) {
  const journey = useJourney(id);
  const context = useAuthoringContext();
  const mayEdit = useMay("journey.edit");
  if (journey.isPending) return <Loading />;
  if (journey.error)
    return (
      <ErrorState
        title="This journey could not be opened"
        error={journey.error}
        onRetry={() => void journey.refetch()}
        className="min-h-dvh justify-center"
      />
    );
  const stored = storedDraft(journey.data);
  if (!stored) {
    const read = readDraft(journey.data.draft.definition);
    return (
      <RawDefinition key={journey.data.draft.revision} journey={journey.data} message={read.ok ? "" : read.message} mayEdit={mayEdit} />
    );
  }
  // Another revision read from the server (restored, rolled back) is another draft: the editor starts anew from it.
  return (
    <JourneyEditor
      key={`${id}:${journey.data.draft.revision}`}
      journey={journey.data}
      stored={stored}
      context={context.data}
      mayEdit={mayEdit && journey.data.archivedAt === null}
    />
  );
}

function Loading() {
  return (
    <div className="appear-late flex h-dvh flex-col bg-bg" role="status" aria-label="Loading the journey">
      <div className="h-12 border-b border-line bg-surface" />
      <div className="flex flex-1">
        <div className="hidden w-12 border-r border-line bg-surface min-[900px]:block" />
        <div className="flex flex-1 flex-col items-center gap-16 pt-10">
          {[0, 1, 2].map((row) => (
            <div key={row} className="h-18 w-66 rounded-card border border-line bg-surface" />
          ))}
        </div>
      </div>
    </div>
  );
}
