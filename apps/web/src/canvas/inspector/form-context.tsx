"use client";
import { createContext, useContext } from "react";
import type { CanvasProblem, ContextBody } from "@/canvas/api/types.ts";

/** What fields need besides their value: what the workspace knows, the journey's steps, what is wrong, whether they may be changed. */
export type FormContextValue = {
  context: ContextBody | undefined;
  steps: readonly { id: string; title: string; family: string }[];
  problems: readonly CanvasProblem[];
  /** The events that can have started the run: their properties can be asked for. */
  entryEvents: readonly string[];
  disabled: boolean;
  touch: boolean;
  leave: () => void;
  mend: (problem: CanvasProblem) => void;
};

const FormContext = createContext<FormContextValue | null>(null);

export const FormProvider = FormContext.Provider;

export function useForm(): FormContextValue {
  const value = useContext(FormContext);
  if (!value) throw new Error("useForm is for fields of the inspector.");
  return value;
}

/** Properties seen on events, as paths; of all events when none is named. */
export function usePropertyPaths(events: readonly string[]): string[] {
  const { context } = useForm();
  const known = context?.events ?? [];
  const chosen = events.length === 0 ? known : known.filter((event) => events.includes(event.name));
  return [...new Set(chosen.flatMap((event) => event.properties.map((name) => `properties.${name}`)))].sort();
}
