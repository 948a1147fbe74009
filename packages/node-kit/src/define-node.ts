import { noReads } from "@journeyman/expressions";
import type { NodeDefinition, NodeStep } from "./types.ts";

/**
 * What every step is, built in or custom. Drafts hold settings that no schema accepts (half a form, a hand-written file), and the canvas draws them all the same:
 * what it calls gets settings the schema accepts, here, once, so that no definition has to look. `check` gets them only when they are accepted.
 */
export function defineNode<Settings>(definition: NodeDefinition<Settings>): NodeDefinition<Settings> {
  const guarded =
    <Rest extends unknown[], Result>(compute: (settings: Settings, ...rest: Rest) => Result, otherwise: Result) =>
    (settings: Settings, ...rest: Rest): Result => {
      try {
        return compute(salvage(definition, settings), ...rest);
      } catch {
        return otherwise;
      }
    };
  return {
    ...definition,
    ports: guarded((settings) => definition.ports(settings), []),
    sentence: guarded((settings, names) => definition.sentence(settings, names), definition.label),
    title: guarded((settings, names) => definition.title(settings, names), definition.label),
    reads: guarded((settings) => definition.reads(settings), noReads),
  };
}

/** The settings, parsed; of those that do not parse, each one that does by itself, and a fresh step's in place of the others. */
function salvage<Settings>(definition: NodeDefinition<Settings>, given: unknown): Settings {
  const { settings: schema } = definition;
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  let kept = definition.initial();
  if (given === null || typeof given !== "object" || Array.isArray(given)) return kept;
  for (const [key, value] of Object.entries(given)) {
    const tried = schema.safeParse({ ...kept, [key]: value });
    if (tried.success) kept = tried.data;
  }
  return kept;
}

/** What a step does when a run stands on it. Identity at run time; the type keeps step and settings together. */
export function defineStep<Settings>(step: NodeStep<Settings>): NodeStep<Settings> {
  return step;
}
