import { useMemo } from "react";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { useEditorState } from "@/canvas/editor/context.tsx";
import { readDraft } from "@/canvas/model/document.ts";
import { same } from "@/lib/same.ts";

/** Whether the draft on the screen says something else than what is live; where things stand on the canvas says nothing. */
export function useDraftAhead({ liveDefinition }: JourneyBody): boolean {
  const live = useMemo(() => (liveDefinition ? readDraft(liveDefinition) : undefined), [liveDefinition]);
  const definition = useEditorState((state) => state.document.definition);
  return useMemo(() => !live?.ok || !same(live.definition, definition), [live, definition]);
}
