import fc from "fast-check";
import { type CanvasDocument, ENTRY_ID } from "../document.ts";
import { readGraph } from "../graph.ts";
import { documentOf, testKit as kit } from "../test-kinds.ts";
import * as commands from "./index.ts";
import type { Attempt } from "./places.ts";

export const chain = documentOf("a", {
  a: { kind: "step", next: { done: "b" } },
  b: { kind: "step", next: { done: "c" } },
  c: { kind: "exit" },
});

export const forked = documentOf("f", {
  f: { kind: "fork", cases: ["x"], next: { x: "x1", else: "e1" } },
  x1: { kind: "step", next: { done: "j" } },
  e1: { kind: "step", next: { done: "j" } },
  j: { kind: "exit" },
});

/** Any command on whatever is there; indexes pick among steps. */
export const gesture = fc.record({
  what: fc.constantFrom(
    "add",
    "splice",
    "remove",
    "removeRest",
    "connect",
    "disconnect",
    "duplicate",
    "paste",
    "rename",
    "settings",
    "disable",
    "note",
    "free",
    "part",
  ),
  a: fc.nat(30),
  b: fc.nat(30),
  kind: fc.constantFrom("step", "mail", "fork", "exit"),
});

export function attemptOf(document: CanvasDocument, { what, a, b, kind }: { what: string; a: number; b: number; kind: string }): Attempt {
  const ids = Object.keys(document.definition.nodes);
  const id = ids[a % Math.max(1, ids.length)] ?? ENTRY_ID;
  const other = ids[b % Math.max(1, ids.length)] ?? ENTRY_ID;
  const ports = readGraph(document.definition, kit.registry).nodes.get(id)?.ports ?? [];
  const way = { from: id, port: ports[b % Math.max(1, ports.length)]?.name ?? "start" };
  switch (what) {
    case "add":
      return commands.addStep(
        document,
        kit,
        { kind, settings: kind === "fork" ? { cases: ["x", "y"] } : {} },
        ports.length > 0 ? { way } : {},
      );
    case "splice":
      return commands.addStep(document, kit, { kind, title: `T${a}` }, { way: { from: ENTRY_ID, port: "start" } });
    case "remove":
      return commands.deleteHealing(document, kit, [id, other]);
    case "removeRest":
      return commands.deleteWithRest(document, kit, [id]);
    case "connect":
      return ports.length > 0 ? commands.connect(document, kit, way, other) : { refused: "no port" };
    case "disconnect":
      return commands.disconnect(document, way);
    case "duplicate":
      return commands.duplicate(document, kit, [id, other]);
    case "paste":
      return commands.pasteSteps(document, kit, { nodes: { p: { kind, next: {} } } }, ports.length > 0 ? { way } : {});
    case "rename":
      return commands.rename(document, id, `Name ${b}`);
    case "settings":
      return commands.changeSettings(document, kit, id, { cases: b % 2 ? ["x"] : ["z", "x"] }, { ports: { y: "z" } });
    case "disable":
      return commands.toggleDisabled(document, [id, other]);
    case "note":
      return commands.addNote(document, { text: `${b}`, x: a, y: b });
    case "free":
      return commands.toggleFree(document, new Map([[id, { x: a, y: b }]]));
    default:
      return commands.changePart(["settings", "timeZone"], b % 2 ? "Europe/Warsaw" : undefined, "Change zone");
  }
}
