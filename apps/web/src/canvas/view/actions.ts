"use client";
import { createContext, useContext } from "react";
import type { Place } from "@/canvas/model/commands/index.ts";
import type { Point } from "@/canvas/model/document.ts";

/** What cards and lines can ask of the screen around them. Stable, so that no card is drawn anew for it. */
export type CanvasActions = {
  /** Opens the quick-add menu for a place, beside a point of the screen. */
  add(place: Place, at: Point): void;
  /** A figure on a card was clicked: who are these people? */
  people?: (node: string) => void;
  rename?: (node: string, title: string | undefined) => void;
  /** Opens a note's text, or leaves it. */
  writeNote?: (note: string | undefined) => void;
  editNote?: (note: string, text: string) => void;
  undo?: () => void;
  redo?: () => void;
  leaveField?: () => void;
};

const CanvasActionsContext = createContext<CanvasActions>({ add: () => {} });

export const CanvasActionsProvider = CanvasActionsContext.Provider;

export function useCanvasActions(): CanvasActions {
  return useContext(CanvasActionsContext);
}
