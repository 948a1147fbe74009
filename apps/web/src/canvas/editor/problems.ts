import { check, parseDefinition } from "@journeyman/journey";
import type { CanvasRegistry } from "@journeyman/node-kit";
import type { CanvasProblem, ContextBody } from "../api/types.ts";
import { type DraftDefinition, ENTRY_ID } from "../model/document.ts";
import type { Scene } from "../model/scene.ts";

/** Everything wrong with a draft, judged here while it is typed; the server judges again. What does not parse is a problem like any other. */
export function problemsOfDraft(definition: DraftDefinition, registry: CanvasRegistry, context: ContextBody | undefined): CanvasProblem[] {
  const parsed = parseDefinition(definition);
  if (parsed.ok) return check(parsed.definition, registry, context ?? {});
  return parsed.problems.map(({ path, message }) => place(path, message));
}

/** `nodes.remind.for` belongs to the step, with its own path inside. */
function place(path: string, message: string): CanvasProblem {
  const parts = path.replace(/^\//, "").split(/[./]/);
  const base = { severity: "error" as const, code: "unreadable" };
  if (parts[0] === "nodes" && parts[1] !== undefined)
    return { ...base, node: parts[1], path: parts.slice(2).join("."), message: `${parts.slice(2).join(".") || "It"} ${message}` };
  return { ...base, path, message: path === "" ? message : `${path} ${message}` };
}

/** Problems of the journey's own parts stand on the entry card. */
export function nodeOfProblem(problem: CanvasProblem): string {
  return problem.node ?? ENTRY_ID;
}

export function dressProblems(scene: Scene, problems: readonly CanvasProblem[]): Scene {
  if (problems.length === 0) return scene;
  const cards = new Map(scene.cards);
  const byNode = new Map<string, CanvasProblem[]>();
  for (const problem of problems) {
    const node = nodeOfProblem(problem);
    byNode.set(node, [...(byNode.get(node) ?? []), problem]);
  }
  for (const [id, list] of byNode) {
    const card = cards.get(id);
    if (!card) continue;
    const worst = list.some((problem) => problem.severity === "error") ? "error" : "warning";
    cards.set(id, { ...card, problems: { count: list.length, worst }, tone: "warn" });
  }
  return { ...scene, cards };
}
