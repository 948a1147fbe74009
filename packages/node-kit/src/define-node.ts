import { noReads } from "@journeyman/expressions";
import type { NodeDefinition, NodeStep } from "./types.ts";

/**
 * What every step is, built in or custom. Drafts hold settings that no schema accepts (half a form, a hand-written file), and the canvas draws them all
 * the same: what it calls is guarded here, once, so that no definition has to be. Settings the schema accepts arrive parsed.
 */
export function defineNode<Settings>(definition: NodeDefinition<Settings>): NodeDefinition<Settings> {
  const read = (settings: Settings): Settings => {
    const parsed = definition.settings.safeParse(settings);
    return parsed.success ? parsed.data : settings;
  };
  const guarded =
    <Rest extends unknown[], Result>(compute: (settings: Settings, ...rest: Rest) => Result, otherwise: Result) =>
    (settings: Settings, ...rest: Rest): Result => {
      try {
        return compute(read(settings), ...rest);
      } catch {
        return otherwise;
      }
    };
  return {
    ...definition,
    ports: guarded(definition.ports, []),
    sentence: guarded(definition.sentence, definition.label),
    title: guarded(definition.title, definition.label),
    reads: guarded(definition.reads, noReads),
  };
}

/** What a step does when a run stands on it. Identity at run time; the type keeps step and settings together. */
export function defineStep<Settings>(step: NodeStep<Settings>): NodeStep<Settings> {
  return step;
}
