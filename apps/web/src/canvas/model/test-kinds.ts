import type { CanvasRegistry, NodeDefinition } from "@journeyman/node-kit";
import { z } from "zod";
import type { CanvasDocument, DraftDefinition, DraftNode } from "./document.ts";
import type { Kit } from "./kit.ts";

/** Kinds with the shapes that matter to the model (no way out, one, following ones, many), so that its tests need no particular node. */
function kind(name: string, definition: Partial<NodeDefinition<Record<string, unknown>>>): NodeDefinition<Record<string, unknown>> {
  return {
    kind: name,
    version: 1,
    family: "data",
    label: name,
    about: name,
    icon: "circle",
    settings: z.looseObject({}),
    survives: "none",
    ports: () => [{ name: "done", label: "Done" }],
    initial: () => ({}),
    sentence: () => "",
    title: () => name,
    words: [name],
    check: () => [],
    reads: () => ({ traits: [], events: [], topics: [], messages: [], trigger: false, variables: [] }),
    ...definition,
  };
}

const cases = (settings: Record<string, unknown>): string[] => (Array.isArray(settings.cases) ? settings.cases.map(String) : []);

export const testRegistry: CanvasRegistry = {
  step: kind("step", {}),
  mail: kind("mail", {
    ports: () => [
      { name: "done", label: "Done" },
      { name: "skipped", label: "Skipped" },
      { name: "failed", label: "Failed" },
    ],
    follows: { skipped: "done", failed: "done" },
    through: "done",
  }),
  fork: kind("fork", { ports: (settings) => [...cases(settings), "else"].map((name) => ({ name, label: name })), through: "else" }),
  wait: kind("wait", {
    family: "wait",
    ports: () => [
      { name: "came", label: "Came" },
      { name: "timeout", label: "After 20 seconds" },
    ],
    through: "timeout",
  }),
  exit: kind("exit", { family: "exit", ports: () => [] }),
};

export const testKit: Kit = { registry: testRegistry, names: { template: (key) => key, topic: (key) => key, node: (id) => id } };

export function documentOf(start: string | undefined, nodes: Record<string, DraftNode>): CanvasDocument {
  const definition: DraftDefinition = { journey: "test", name: "Test", ...(start === undefined ? {} : { start }), nodes };
  return { definition, layout: {} };
}
