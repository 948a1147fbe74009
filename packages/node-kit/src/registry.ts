import type { NodeDefinition, NodeStep } from "./types.ts";

/** Kind → definition: what `check`, `compile` and the canvas take as an argument. */
export type CanvasRegistry = Readonly<Record<string, NodeDefinition>>;

/** `kind@version` → step: what the machine takes. Pinned versions stay. */
export type MachineRegistry = Readonly<Record<string, NodeStep<unknown>>>;
