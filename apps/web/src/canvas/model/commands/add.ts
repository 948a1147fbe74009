import type { JsonObject } from "@journeyman/core";
import type { CanvasDocument, DraftNode } from "../document.ts";
import { mainPort, portsOf } from "../graph.ts";
import { initialSettings, type Kit, kindOf, titleOf } from "../kit.ts";
import { freeId } from "../names.ts";
import type { Patch } from "../patch.ts";
import { type Attempt, lead, nodePath, type Place, targetOf } from "./places.ts";

export type NewStep = { kind: string; settings?: JsonObject; title?: string };

/** Adds one step. In a way that led somewhere, the rest follows its main port: `done`, `else`, `timeout`. */
export function addStep(document: CanvasDocument, kit: Kit, step: NewStep, place: Place): Attempt & { id?: string } {
  const kind = kindOf(kit, step.kind);
  if (!kind) return { refused: `There is no kind of step called “${step.kind}”.` };
  const settings = step.settings ?? initialSettings(kit, step.kind);
  const node: DraftNode = { kind: step.kind, ...(step.title ? { title: step.title } : {}), ...settings };
  const id = freeId(titleOf(kit, node), step.kind, new Set(Object.keys(document.definition.nodes)));
  const patches: Patch[] = [];
  if ("way" in place) {
    const rest = targetOf(document, place.way);
    const port = rest === undefined ? undefined : mainPort(portsOf(node, kit.registry, () => true));
    patches.push({ path: nodePath(id), value: port && rest !== undefined ? { ...node, next: { [port.name]: rest } } : node });
    patches.push(lead(place.way, id));
  } else {
    patches.push({ path: nodePath(id), value: node });
    if (document.definition.start === undefined && Object.keys(document.definition.nodes).length === 0) {
      patches.push({ path: ["definition", "start"], value: id });
    }
    if (place.at && document.layout.free) patches.push({ path: ["layout", "positions", id], value: place.at });
  }
  return { label: `Add ${kind.label}`, patches, select: [id], id };
}
