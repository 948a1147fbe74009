"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import type { CanvasProblem } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { nodeOfProblem } from "@/canvas/editor/problems.ts";
import { PanelHead } from "@/canvas/inspector/step-panel.tsx";
import { mend } from "@/canvas/model/commands/index.ts";
import { Button } from "@/components/ui/button.tsx";
import { Keys } from "@/components/ui/kbd.tsx";

/** All that stands in the way of publishing, and what is worth a look: a sentence each, a jump, a mend where one click can. */
export function ProblemsPanel({ commands, onClose }: { commands: EditorCommands; onClose: () => void }) {
  const { problems, scene } = useEditorState(({ problems, scene }) => ({ problems, scene }));
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const under =
    problems.length === 0
      ? "Ready to publish"
      : errors === 0
        ? "None stands in the way of publishing"
        : errors === 1
          ? "One stands in the way of publishing"
          : `${errors} stand in the way of publishing`;
  return (
    <>
      <PanelHead
        title={problems.length === 0 ? "No problems" : problems.length === 1 ? "1 problem" : `${problems.length} problems`}
        under={under}
        onClose={onClose}
      />
      <ul className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {problems.map((problem, index) => (
          <ProblemRow
            key={index}
            problem={problem}
            title={scene.cards.get(nodeOfProblem(problem))?.title ?? "The journey"}
            commands={commands}
          />
        ))}
      </ul>
      <div className="flex h-12 shrink-0 items-center gap-2 border-t border-line px-4 text-12 text-subtle">
        <Keys keys="f8" /> goes to the next one
      </div>
    </>
  );
}

export function ProblemRow({ problem, title, commands }: { problem: CanvasProblem; title: string; commands: EditorCommands }) {
  const editor = useEditor();
  const error = problem.severity === "error";
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3">
      {error ? (
        <CircleAlert aria-label="Error" className="mt-0.5 size-4 shrink-0 text-bad" />
      ) : (
        <TriangleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warn" />
      )}
      <div className="min-w-0 flex-1">
        <button
          type="button"
          className="block max-w-full truncate rounded-chip text-left font-medium hover:underline"
          onClick={() => commands.show(nodeOfProblem(problem))}
        >
          {title}
        </button>
        <p className="text-muted">{problem.message}</p>
        {problem.mend && editor.mayEdit ? (
          <Button
            size="compact"
            className="mt-2"
            onClick={() => problem.mend && editor.run(mend(problem.mend.label, problem.mend.edits, problem.node))}
          >
            {problem.mend.label}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
