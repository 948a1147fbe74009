import type { NodeDefinition, NodeStep } from "./types.ts";

/** Kind → definition: what `check`, `compile` and the canvas take as an argument. */
// biome-ignore lint/suspicious/noExplicitAny: the settings' type is each entry's own and is checked by its schema
export type CanvasRegistry = Readonly<Record<string, NodeDefinition<any>>>;

/** `kind@version` → step: what the machine takes. Pinned versions stay. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type MachineRegistry = Readonly<Record<string, NodeStep<any>>>;
