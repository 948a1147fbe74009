"use client";
import { useMemo, useState } from "react";
import { useCounts, useRun, useVersion, useVersions } from "@/canvas/api/hooks.ts";
import type { CountsBody, JourneyBody, RunBody, VersionItem } from "@/canvas/api/types.ts";
import { useEditorState } from "@/canvas/editor/context.tsx";
import type { View } from "@/canvas/editor/use-view.ts";
import { dressLive, entered } from "@/canvas/live/dress-live.ts";
import { type CanvasDocument, readDraft, readLayout } from "@/canvas/model/document.ts";
import { type Graph, readGraph } from "@/canvas/model/graph.ts";
import { cardMeasure } from "@/canvas/model/layout/measure.ts";
import { buildScene, type Placed, place, type Scene, SceneMemory } from "@/canvas/model/scene.ts";
import { dressTrace } from "@/canvas/trace/dress-trace.ts";
import { useTimes } from "@/lib/use-now.ts";

export type Shown = {
  scene: Scene;
  graph: Graph;
  placed: Placed;
  counts: CountsBody | undefined;
  came: number;
  run: RunBody | undefined;
  versions: readonly VersionItem[];
  /** The version whose people are shown; undefined: of the draft, nobody's. */
  version: string | undefined;
  pending: boolean;
  error: Error | null;
};

/** What the canvas draws in each mode: the draft, a version with its people, one person's path, a version to look at. */
export function useShownScene(journey: JourneyBody, view: View): Shown {
  const draft = useEditorState(({ document, kit, graph, placed, scene }) => ({ document, kit, graph, placed, scene }));
  const live = view.mode === "live";
  const times = useTimes(60_000);
  const versions = useVersions(journey.id, live);
  const run = useRun(view.run);
  const chosen = view.mode === "versions" || live ? view.version : undefined;
  const wanted = chosen ?? (live ? journey.live?.id : undefined);
  const version = useVersion(wanted !== undefined && wanted !== journey.live?.id ? wanted : undefined);
  const counts = useCounts(journey.id, wanted, live && wanted !== undefined);
  const runDefinition = run.data?.definition;
  const runLayout = run.data?.layout;
  const shownDocument = useMemo(() => {
    if (view.run) return documentOf(runDefinition, runLayout);
    if (wanted === undefined) return undefined;
    if (wanted === journey.live?.id) return documentOf(journey.liveDefinition, journey.liveLayout);
    return version.data ? documentOf(version.data.definition, version.data.layout) : undefined;
  }, [view.run, runDefinition, runLayout, wanted, journey.live?.id, journey.liveDefinition, journey.liveLayout, version.data]);
  const base = useMemo(() => {
    const document = shownDocument ?? draft.document;
    if (document === draft.document) return { graph: draft.graph, placed: draft.placed, scene: draft.scene };
    const graph = readGraph(document.definition, draft.kit.registry);
    const placed = place(document, graph, cardMeasure);
    return { graph, placed, scene: buildScene(document, draft.kit, graph, placed, cardMeasure) };
  }, [shownDocument, draft]);
  const [memory] = useState(() => new SceneMemory());
  const scene = useMemo(() => {
    const dressed =
      view.run && run.data
        ? dressTrace(base.scene, base.graph, run.data, times)
        : live && counts.data
          ? dressLive(base.scene, base.graph, base.placed, counts.data, times)
          : base.scene;
    return memory.keep(dressed);
  }, [base, view.run, run.data, live, counts.data, times, memory]);
  return {
    scene,
    graph: base.graph,
    placed: base.placed,
    counts: counts.data,
    came: counts.data ? entered(base.graph, counts.data) : 0,
    run: view.run ? run.data : undefined,
    versions: versions.data?.items ?? [],
    version: wanted,
    pending: (view.run !== undefined && run.isPending) || (wanted !== undefined && shownDocument === undefined && version.isPending),
    error: (view.run ? run.error : null) ?? (live ? counts.error : null),
  };
}

function documentOf(definition: unknown, layout: unknown): CanvasDocument | undefined {
  const read = readDraft(definition);
  return read.ok ? { definition: read.definition, layout: readLayout(layout) } : undefined;
}
