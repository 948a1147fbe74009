"use client";
import { type ReactNode, useMemo } from "react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { type FormContextValue, FormProvider } from "@/canvas/inspector/form-context.tsx";
import { mend } from "@/canvas/model/commands/index.ts";
import { entriesOf } from "@/canvas/model/entry-words.ts";
import { kindOf, titleOf } from "@/canvas/model/kit.ts";

/** Gives fields what they need of the editor. `node`: whose problems are shown; absent: those of the journey's own parts. */
export function FormFrame({ node, touch, children }: { node: string | undefined; touch: boolean; children: ReactNode }) {
  const editor = useEditor();
  const { document, kit, context, problems } = useEditorState(({ document, kit, context, problems }) => ({
    document,
    kit,
    context,
    problems,
  }));
  const value = useMemo<FormContextValue>(
    () => ({
      context,
      steps: Object.entries(document.definition.nodes).map(([id, step]) => ({
        id,
        title: titleOf(kit, step),
        family: kindOf(kit, step.kind)?.family ?? "data",
      })),
      problems: problems.filter((problem) => problem.node === node),
      entryEvents: entriesOf(document.definition).flatMap((entry) => (entry.event ? [entry.event] : [])),
      disabled: !editor.mayEdit,
      touch,
      leave: () => editor.seal(),
      mend: (problem) => problem.mend && editor.run(mend(problem.mend.label, problem.mend.edits, problem.node)),
    }),
    [context, document, kit, problems, node, editor, touch],
  );
  return <FormProvider value={value}>{children}</FormProvider>;
}
