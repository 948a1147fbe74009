import type { CanvasRegistry, NodeDefinition, Port } from "@journeyman/node-kit";
import { type DraftDefinition, type DraftNode, ENTRY_ID, ENTRY_PORT, settingsOf } from "./document.ts";
import { KeptAnswers } from "./kept-answers.ts";

/**
 * A way out as the canvas draws it. `ends`: the draft says that the path ends there. `stray`: the draft leads out of a port that its kind does not have (any more). `through`: the way
 * that people take who are to go on: what is put into a line, or taken out of it, is joined by it.
 */
export type CanvasPort = Port & { to: string | undefined; ends: boolean; stray: boolean; follows: string | undefined; through: boolean };

export type CanvasNode = {
  id: string;
  kind: string;
  /** Every way out, in the kind's order. */
  ports: readonly CanvasPort[];
  /** Those with a place on the card: a port that follows another shows only once it leads apart. */
  shown: readonly CanvasPort[];
};

export type CanvasEdge = { id: string; from: string; port: string; label: string; to: string; index: number; count: number };

export type Graph = {
  /** The entry card first, then steps by id: the same for every order of keys in the JSON. */
  nodes: ReadonlyMap<string, CanvasNode>;
  edges: readonly CanvasEdge[];
  into: ReadonlyMap<string, readonly CanvasEdge[]>;
  outOf: ReadonlyMap<string, readonly CanvasEdge[]>;
};

export function edgeId(from: string, port: string): string {
  return `${from}:${port}`;
}

type Declared = { ports: readonly Port[]; follows: Readonly<Record<string, string>>; through: string | undefined };

const keptPorts = new KeptAnswers<DraftNode, Declared>();

/** The kind's own answer, or none: a draft may hold a kind nobody knows or settings nobody expected. */
function declared(node: DraftNode, registry: CanvasRegistry): Declared {
  const kind: NodeDefinition | undefined = Object.hasOwn(registry, node.kind) ? registry[node.kind] : undefined;
  if (!kind) return { ports: [], follows: {}, through: undefined };
  try {
    return { ports: kind.ports(settingsOf(node)), follows: kind.follows ?? {}, through: kind.through };
  } catch {
    return { ports: [], follows: kind.follows ?? {}, through: kind.through };
  }
}

export function portsOf(node: DraftNode, registry: CanvasRegistry, exists: (id: string) => boolean): CanvasPort[] {
  const { ports, follows, through } = keptPorts.of(registry, node, () => declared(node, registry));
  const next = node.next ?? {};
  const names = new Set(ports.map((port) => port.name));
  const to = (name: string) => {
    const target = Object.hasOwn(next, name) ? next[name] : undefined;
    return typeof target === "string" && exists(target) ? target : undefined;
  };
  const known = ports.map((port) => ({
    ...port,
    to: to(port.name),
    ends: Object.hasOwn(next, port.name) && next[port.name] === null,
    stray: false,
    follows: follows[port.name],
    through: port.name === through,
  }));
  const strays = Object.keys(next)
    .filter((name) => !names.has(name) && to(name) !== undefined)
    .sort()
    .map((name) => ({ name, label: name, to: to(name), ends: false, stray: true, follows: undefined, through: false }));
  return [...known, ...strays];
}

const keptGraphs = new KeptAnswers<DraftDefinition, Graph>();

export function readGraph(definition: DraftDefinition, registry: CanvasRegistry): Graph {
  return keptGraphs.of(registry, definition, () => graphOf(definition, registry));
}

function graphOf(definition: DraftDefinition, registry: CanvasRegistry): Graph {
  const exists = (id: string) => Object.hasOwn(definition.nodes, id);
  const nodes = new Map<string, CanvasNode>();
  const start = typeof definition.start === "string" && exists(definition.start) ? definition.start : undefined;
  const way: CanvasPort = { name: ENTRY_PORT, label: "Start", to: start, ends: false, stray: false, follows: undefined, through: true };
  nodes.set(ENTRY_ID, { id: ENTRY_ID, kind: ENTRY_ID, ports: [way], shown: [way] });
  for (const id of Object.keys(definition.nodes).sort()) {
    const node = definition.nodes[id] as DraftNode;
    const ports = portsOf(node, registry, exists);
    const apart = ports.filter((port) => {
      const followed = ports.find((other) => other.name === port.follows);
      return !followed || (port.ends && !followed.ends) || (port.to !== undefined && port.to !== followed.to);
    });
    nodes.set(id, { id, kind: node.kind, ports, shown: apart });
  }
  const edges: CanvasEdge[] = [];
  const into = new Map<string, CanvasEdge[]>();
  const outOf = new Map<string, CanvasEdge[]>();
  for (const node of nodes.values()) {
    for (const [index, port] of node.shown.entries()) {
      if (port.to === undefined) continue;
      const edge = {
        id: edgeId(node.id, port.name),
        from: node.id,
        port: port.name,
        label: port.label,
        to: port.to,
        index,
        count: node.shown.length,
      };
      edges.push(edge);
      add(into, edge.to, edge);
      add(outOf, edge.from, edge);
    }
  }
  return { nodes, edges, into, outOf };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Where the rest goes when a step is put into a line, and where its people go on when it is taken out. */
export function mainPort(ports: readonly CanvasPort[]): CanvasPort | undefined {
  return ports.find((port) => port.through) ?? ports.find((port) => !port.stray && port.follows === undefined) ?? ports[0];
}

/** All that can be reached from `from`, itself included, by ways that do not pass `avoiding`. */
export function reachable(graph: Graph, from: string, avoiding?: string): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  while (open.length > 0) {
    const id = open.pop() as string;
    if (id === avoiding || seen.has(id)) continue;
    seen.add(id);
    for (const port of graph.nodes.get(id)?.ports ?? []) if (port.to !== undefined) open.push(port.to);
  }
  return seen;
}

/** Whether both draw the same ways by the same names, whatever else their steps say. */
export function sameGraph(a: Graph, b: Graph): boolean {
  if (a.nodes.size !== b.nodes.size) return false;
  for (const [id, node] of b.nodes) {
    const before = a.nodes.get(id);
    if (!before || before.kind !== node.kind || before.shown.length !== node.shown.length) return false;
    if (before.ports.length !== node.ports.length || !node.ports.every((port, i) => samePort(before.ports[i], port))) return false;
    if (!node.shown.every((port, i) => before.shown[i]?.name === port.name)) return false;
  }
  return true;
}

function samePort(a: CanvasPort | undefined, b: CanvasPort): boolean {
  return (
    a !== undefined &&
    a.name === b.name &&
    a.label === b.label &&
    a.to === b.to &&
    a.ends === b.ends &&
    a.stray === b.stray &&
    a.follows === b.follows &&
    a.through === b.through
  );
}
