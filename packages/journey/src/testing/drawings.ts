import * as fc from "fast-check";
import type { Definition, DefinitionNode } from "../definition/schema.ts";
import { type DrawingOptions, entryEvent, eventNames, someCondition, someFilter, someNode, waysOut } from "./nodes.ts";

const journeyParts = {
  journey: fc.constant("generated"),
  name: fc.constant("Generated"),
  entry: fc.tuple(someFilter).map(([where]) => [{ event: entryEvent, where, maxAge: "P1D" }]),
  reentry: fc.constantFrom("never" as const, "always" as const, { after: "PT1H" }),
  key: fc.constant("profile"),
  exits: fc.array(fc.record({ event: fc.constantFrom(...eventNames), where: someFilter, reason: fc.constantFrom("gone", "served") }), {
    maxLength: 2,
  }),
};

/**
 * A definition that `check` finds no error in: every step can be come to, lines lead forward, what is asked about was sent before on some path. Some steps are
 * switched off, some ways lead nowhere.
 */
export function publishableDefinition(options: DrawingOptions = {}): fc.Arbitrary<Definition> {
  const most = options.most ?? 12;
  return fc
    .record({
      ...journeyParts,
      goal: fc.option(fc.constant({ event: "Order Completed", within: "P3D", value: "properties.n" }), { nil: undefined }),
      audience: fc.option(someCondition, { nil: undefined }),
      nodes: fc.array(
        fc.record({ node: someNode([], options), parent: fc.nat(), more: fc.array(fc.nat(), { maxLength: 4 }), off: fc.nat({ max: 9 }) }),
        { minLength: 1, maxLength: most },
      ),
      asks: fc.array(fc.record({ at: fc.nat(), about: fc.nat() }), { maxLength: 2 }),
    })
    .map(({ nodes, asks, goal, audience, ...parts }) => {
      const drawn = connect(nodes);
      ask(drawn, asks);
      return {
        definition: 1 as const,
        ...parts,
        ...(goal ? { goal } : {}),
        ...(audience ? { audience } : {}),
        settings: {
          quietHours: "workspace" as const,
          cap: "workspace" as const,
          priority: "normal" as const,
          longestLife: "P365D",
          mostSteps: 1000,
        },
        start: "n0",
        nodes: drawn,
      };
    });
}

type Raw = { node: DefinitionNode; parent: number; more: readonly number[]; off: number };

/** Hangs each step on a free way of an earlier one, then leads some of the ways left over to later steps. */
function connect(raw: readonly Raw[]): Record<string, DefinitionNode> {
  const nodes: Record<string, DefinitionNode> = {};
  const placed: { id: string; next: Record<string, string | null>; free: string[] }[] = [];
  for (const { node, parent, off } of raw) {
    const open = placed.filter((one) => one.free.length > 0);
    const above = open[parent % Math.max(1, open.length)];
    if (placed.length > 0 && !above) break;
    const id = `n${placed.length}`;
    const port = above?.free.splice(parent % above.free.length, 1)[0];
    if (above && port !== undefined) above.next[port] = id;
    const next: Record<string, string | null> = {};
    nodes[id] = { ...node, ...(off === 0 && placed.length > 0 ? { disabled: true } : {}), next };
    placed.push({ id, next, free: waysOut(node) });
  }
  placed.forEach(({ next, free }, i) => {
    for (const [j, choice] of (raw[i]?.more ?? []).entries()) {
      const later = placed.slice(i + 1);
      const port = free[j];
      const target = later[choice % (later.length + 1)];
      if (port !== undefined) next[port] = target?.id ?? null;
    }
  });
  return nodes;
}

/** Lets some waits ask about messages that may have been sent before them. */
function ask(nodes: Record<string, DefinitionNode>, asks: readonly { at: number; about: number }[]): void {
  const ids = Object.keys(nodes);
  for (const { at, about } of asks) {
    const id = ids[at % ids.length] ?? "";
    const node = nodes[id];
    const sent = ids.filter((one) => ["email", "sms"].includes(nodes[one]?.kind ?? "") && one !== id && leadsTo(nodes, one, id));
    const message = sent[about % Math.max(1, sent.length)];
    const [name] = Object.keys((node?.any as object | undefined) ?? {});
    if (node?.kind === "wait-for" && node.any && message && name) node.any = { ...node.any, [name]: { message, state: "clicked" } };
  }
}

function leadsTo(nodes: Record<string, DefinitionNode>, from: string, to: string): boolean {
  const open = [from];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...Object.values(nodes[id]?.next ?? {}).filter((one) => one !== null));
  }
  return false;
}

/** Anything that can be drawn or sent to the API: a sound journey with a few mistakes made in it, or a wild one. */
export function drawableDefinition(options: DrawingOptions = {}): fc.Arbitrary<Definition> {
  return fc.oneof(
    wildDefinition(options),
    fc
      .tuple(publishableDefinition(options), fc.array(mistake, { maxLength: 3 }))
      .map(([sound, mistakes]) => mistakes.reduce((at, make) => make(at), sound)),
  );
}

const mistake: fc.Arbitrary<(definition: Definition) => Definition> = fc
  .record({
    what: fc.constantFrom("line", "remove", "kind", "settings", "start", "off", "key", "exit"),
    which: fc.nat(),
    where: fc.nat(),
    line: fc.constantFrom("done", "timeout", "else", "first", "nonsense"),
  })
  .map(({ what, which, where, line }) => (definition) => {
    const ids = Object.keys(definition.nodes);
    const [id = "n0", target = "n0"] = [ids[which % Math.max(1, ids.length)], ids[where % Math.max(1, ids.length)]];
    const node = definition.nodes[id];
    const change = (changed: DefinitionNode): Definition => ({ ...definition, nodes: { ...definition.nodes, [id]: changed } });
    if (!node) return definition;
    switch (what) {
      case "line":
        return change({ ...node, next: { ...node.next, [line]: target } });
      case "remove":
        return { ...definition, nodes: Object.fromEntries(Object.entries(definition.nodes).filter(([one]) => one !== id)) };
      case "kind":
        return change({ ...node, kind: "teleport" });
      case "settings":
        return change({ kind: node.kind, next: node.next });
      case "off":
        return change({ ...node, disabled: true });
      case "start":
        return { ...definition, start: target };
      case "key":
        return { ...definition, key: "order_id" };
      default:
        return { ...definition, exits: [...definition.exits, { event: "", reason: "" }] };
    }
  });

/** Lines anywhere, kinds unheard of, settings half there, no start. */
function wildDefinition(options: DrawingOptions): fc.Arbitrary<Definition> {
  const ids = Array.from({ length: options.most ?? 8 }, (_, i) => `n${i}`);
  const port = fc.constantFrom("done", "skipped", "failed", "first", "second", "third", "timeout", "else", "elsewhere");
  const target = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constantFrom(null, "nowhere", "constructor") },
  );
  const wrong: fc.Arbitrary<DefinitionNode> = fc.oneof(
    fc.constantFrom("teleport", "constructor", "", "email", "wait-for", "branch", "delay", "exit").map((kind) => ({ kind })),
    fc.record({ kind: fc.constant("delay"), for: fc.constantFrom("", "soon", "PT0S", "P1M") }),
    fc.record({ kind: fc.constant("branch"), cases: fc.constantFrom([], [{ to: "else", if: { trait: "" } }], "none") }),
    fc.record({
      kind: fc.constant("wait-for"),
      any: fc.constantFrom({}, { timeout: { event: "" } }, { a: { segment: "s", change: "left" } }),
      for: fc.constant("PT1H"),
    }),
    fc.record({ kind: fc.constant("exit"), reason: fc.constantFrom("", "bought"), version: fc.constantFrom(1, 2) }),
  );
  const node = fc.tuple(
    fc.oneof({ weight: 6, arbitrary: someNode(ids, options) }, { weight: 1, arbitrary: wrong }),
    fc.dictionary(port, target, { maxKeys: 4 }),
    fc.option(fc.boolean(), { nil: undefined }),
    fc.nat({ max: 2 }),
  );
  const drawn = fc.uniqueArray(fc.constantFrom(...ids, "entry"), { maxLength: ids.length }).chain((some) =>
    fc.tuple(...some.map(() => node)).map((nodes) =>
      Object.fromEntries(
        nodes.map(([one, next, disabled, tidy], i): [string, DefinitionNode] => {
          // Two of three keep to the ways they have, so that many drawings are nearly right.
          const ways = waysOut(one);
          const kept = tidy === 0 ? next : Object.fromEntries(Object.entries(next).filter(([name]) => ways.includes(name)));
          return [some[i] ?? "n0", { ...one, next: kept, ...(disabled === true && tidy === 0 ? { disabled } : {}) }];
        }),
      ),
    ),
  );
  return fc
    .record({
      ...journeyParts,
      entry: fc.oneof({ weight: 5, arbitrary: journeyParts.entry }, { weight: 1, arbitrary: fc.constant<Definition["entry"]>([]) }),
      key: fc.constantFrom("profile", "properties.order_id", "order_id"),
      start: fc.option(fc.constantFrom("n0", "n1", "nowhere"), { nil: undefined }),
      nodes: drawn,
    })
    .map(({ start, ...parts }) => ({
      definition: 1 as const,
      ...parts,
      ...(start === undefined ? {} : { start }),
      settings: { quietHours: "workspace" as const, cap: "off" as const, priority: "high" as const, longestLife: "P30D", mostSteps: 20 },
    }));
}
