"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import type { CanvasProblem } from "@/canvas/api/types.ts";
import { useForm } from "@/canvas/inspector/form-context.tsx";

/** What is wrong at a path or below it, each with its mend. */
export function ProblemLines({ path, exact = false }: { path: string; exact?: boolean }) {
  const { problems } = useForm();
  const own = problems.filter((problem) => problem.path === path || (!exact && problem.path.startsWith(`${path}.`)));
  return own.map((problem) => <ProblemLine key={`${problem.path}:${problem.code}`} problem={problem} />);
}

export function ProblemLine({ problem }: { problem: CanvasProblem }) {
  const { mend, disabled } = useForm();
  const error = problem.severity === "error";
  return (
    <p className={error ? "mt-1.5 flex items-start gap-1.5 text-12 text-bad" : "mt-1.5 flex items-start gap-1.5 text-12 text-warn"}>
      {error ? (
        <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      ) : (
        <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      )}
      <span>
        {problem.message}
        {problem.mend && !disabled ? (
          <button type="button" className="ml-1.5 font-medium text-accent-text hover:underline" onClick={() => mend(problem)}>
            {problem.mend.label}
          </button>
        ) : null}
      </span>
    </p>
  );
}
