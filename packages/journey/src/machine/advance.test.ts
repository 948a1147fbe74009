import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import { expect, test } from "vitest";
import type { DefinitionInput } from "../definition/schema.ts";
import type { Plan } from "../plan.ts";
import { noFacts, planOf } from "../testing/plans.ts";
import { advance } from "./advance.ts";
import { StepFault } from "./fault.ts";
import { begin, migrateState } from "./state.ts";
import type { Advanced, Mail, RunState } from "./types.ts";

const start = Date.parse("2026-11-24T10:00:00Z");
const hour = 3600_000;

const cart: DefinitionInput["nodes"] = {
  bought: {
    kind: "wait-for",
    any: { order: { event: "Order Completed" }, view: { event: "Product Viewed" } },
    for: "PT1H",
    next: { order: "thanks", view: "thanks", timeout: "remind" },
  },
  remind: { kind: "email", template: "cart", topic: "offers", next: { done: "pause" } },
  pause: { kind: "delay", for: "PT20M", next: { done: "thanks" } },
  thanks: { kind: "exit", reason: "bought" },
};
const plan = planOf(canvasRegistry, cart);

let letters = 0;
type Letter = Mail extends infer One ? (One extends Mail ? Omit<One, "id" | "at"> : never) : never;
const letter = (one: Letter, at = start): Mail => ({ ...one, id: `m${++letters}`, at });
const entered = letter({ kind: "entered" });
const order = (at: number, node = "bought", visit = 1) =>
  letter({ kind: "satisfied", token: "1", node, visit, name: "order", event: { id: "e", name: "Order Completed", at } }, at);
const sent = letter({ kind: "message", node: "remind", visit: 1, result: { outcome: "done", state: "accepted" } });
const exit = letter({ kind: "exit", reason: "gone" });

function move(state: RunState, mail: Mail[], now = start, claims = 0, of: Plan = plan): Advanced {
  return advance(of, machineRegistry, state, mail, { now, facts: noFacts(), claims });
}

const waiting = move(begin(plan, start), [entered]).state;
const sending = move(waiting, [], start + hour).state;
const ways = (advanced: Advanced) => advanced.traces.map((one) => `${one.kind} ${one.node}${one.port ? `.${one.port}` : ""}`);

test("entering goes to the first stop and asks for its waits and its alarm", () => {
  const moved = move(begin(plan, start), [entered]);
  expect(ways(moved)).toEqual(["entered bought", "waiting bought"]);
  expect(moved.waits).toMatchObject([
    {
      name: "order",
      subject: { event: "Order Completed" },
      node: "bought",
      visit: 1,
      token: "1",
      since: "here",
      from: start,
      until: start + hour,
    },
    { name: "view" },
  ]);
  expect(moved.alarm).toBe(start + hour);
  expect(moved.state).toMatchObject({
    steps: 1,
    visits: { bought: 1 },
    tokens: { 1: { node: "bought", visit: 1, since: start, until: start + hour, on: "wait" } },
  });
});

test("a second `entered`, mail for a visit that is over and mail for nobody change nothing", () => {
  for (const mail of [
    entered,
    order(start, "bought", 2),
    order(start, "remind"),
    sent,
    letter({ kind: "satisfied", token: "2", node: "bought", visit: 1, name: "order" }),
  ]) {
    const moved = move(waiting, [mail]);
    expect([moved.state, moved.traces, moved.kept]).toEqual([waiting, [], []]);
  }
  expect(move(begin(plan, start), []).alarm).toBeUndefined();
});

test("what happened opens its way, closes the visit's waits and ends the path", () => {
  const moved = move(waiting, [order(start + 5)], start + 10);
  expect(ways(moved)).toEqual(["left bought.order", "entered thanks", "exit thanks"]);
  expect(moved.closed).toEqual([{ token: "1", node: "bought", visit: 1 }]);
  expect(moved.state.ended).toEqual({ reason: "bought", at: start + 10 });
  expect([moved.alarm, moved.state.tokens]).toEqual([undefined, {}]);
});

test("time opens the timeout, and the message is asked for once", () => {
  expect(move(waiting, [], start + hour - 1).state).toEqual(waiting);
  const moved = move(waiting, [], start + hour);
  expect(ways(moved)).toEqual(["left bought.timeout", "entered remind", "message remind"]);
  expect(moved.messages).toMatchObject([{ channel: "email", template: "cart", topic: "offers", node: "remind", visit: 1, token: "1" }]);
  expect(moved.state.tokens["1"]?.on).toBe("message");
  expect(move(moved.state, [], start + 2 * hour).messages).toEqual([]);
});

test("what happened in time wins over a timeout that is due in the same move; what came too late does not", () => {
  const late = start + 3 * hour;
  expect(ways(move(waiting, [order(start + hour)], late))[0]).toBe("left bought.order");
  expect(ways(move(waiting, [order(start + hour + 1)], late))[0]).toBe("left bought.timeout");
  expect(
    ways(
      move(
        waiting,
        [order(start + hour + 1), letter({ kind: "satisfied", token: "1", node: "bought", visit: 1, name: "view" }, start + 5)],
        late,
      ),
    )[0],
  ).toBe("left bought.view");
});

test("the first of several wins, and a timeout once taken never reopens", () => {
  const view = letter({ kind: "satisfied", token: "1", node: "bought", visit: 1, name: "view" }, start + 2);
  expect(ways(move(waiting, [view, order(start + 1)], start + 9))[0]).toBe("left bought.view");
  const moved = move(sending, [order(start + 1)], start + 2 * hour);
  expect([moved.state, moved.traces]).toEqual([sending, []]);
});

test("a message step stays until its outcome, and an unfollowed way goes where done goes", () => {
  expect(ways(move(sending, [sent], start + hour))).toEqual(["left remind.done", "entered pause", "waiting pause"]);
  const failed = letter({
    kind: "message",
    node: "remind",
    visit: 1,
    result: { outcome: "failed", state: "rejected", reason: "no-such-address" },
  });
  const moved = move(sending, [failed], start + hour);
  expect(ways(moved)).toEqual(["left remind.failed", "entered pause", "waiting pause"]);
  expect(moved.traces[0]?.because).toEqual({ reason: "no-such-address", detail: { state: "rejected" } });
});

test("an exit ends the run wherever it stands; what was only asked for in that move was never there", () => {
  const moved = move(waiting, [exit]);
  expect([moved.state.ended?.reason, ways(moved), moved.closed.length]).toEqual(["gone", ["exit bought"], 1]);
  const fresh = move(
    begin(planOf(canvasRegistry, { a: { kind: "email", template: "t", topic: "o" } }), start),
    [entered, exit],
    start,
    0,
    planOf(canvasRegistry, { a: { kind: "email", template: "t", topic: "o" } }),
  );
  expect([fresh.state.ended?.reason, fresh.messages, fresh.waits, fresh.closed]).toEqual(["gone", [], [], []]);
});

test("an exit waits while a claim is open, with all that came after it", () => {
  const after = order(start + 1);
  const moved = move(sending, [exit, after], start + 90 * 24 * hour, 1);
  expect([moved.kept, moved.state, moved.alarm]).toEqual([[exit.id, after.id], sending, undefined]);
  expect(move(sending, [exit, after, sent], start + hour, 0).state.ended?.reason).toBe("gone");
  const before = move(waiting, [order(start + 1), exit], start + 2, 1);
  expect(before.state.ended?.reason).toBe("bought");
  const cancel = letter({ kind: "cancel", reason: "erased" });
  expect(move(sending, [cancel], start, 1).kept).toEqual([cancel.id]);
  expect(move(sending, [cancel], start, 0).state.ended?.reason).toBe("erased");
});

const pause = letter({ kind: "pause" });
const resume = letter({ kind: "resume" });

test("while paused nothing leaves a node, and mail that would move it stays in the box", () => {
  const paused = move(waiting, [pause], start + 5);
  expect([ways(paused), paused.alarm, paused.state.paused]).toEqual([["paused bought"], undefined, true]);
  const happened = order(start + 10);
  const held = move(paused.state, [happened], start + 10 * hour);
  expect([held.kept, held.state]).toEqual([[happened.id], paused.state]);
  const again = move(paused.state, [happened, resume], start + 10 * hour);
  expect(ways(again)).toEqual(["resumed bought", "left bought.order", "entered thanks", "exit thanks"]);
  expect(again.kept).toEqual([]);
});

test("resuming does what fell due meanwhile; pausing twice is pausing once", () => {
  const paused = move(waiting, [pause, pause], start + 5);
  expect(ways(paused)).toEqual(["paused bought"]);
  expect(ways(move(paused.state, [resume, resume], start + 2 * hour))).toEqual([
    "resumed bought",
    "left bought.timeout",
    "entered remind",
    "message remind",
  ]);
});

test("exits are done while paused, and entering waits until resumed", () => {
  const paused = move(waiting, [pause]).state;
  expect(move(paused, [exit]).state.ended?.reason).toBe("gone");
  const early = move(begin(plan, start), [pause, entered]);
  expect([early.kept, early.state.steps]).toEqual([[entered.id], 0]);
  expect(ways(move(early.state, [entered, resume]))).toEqual(["entered bought", "waiting bought"]);
});

test("a life that lasts too long ends, but not while a claim is open", () => {
  const long = planOf(
    canvasRegistry,
    { a: { kind: "wait-for", any: { x: { event: "A" } }, for: "P9Y" } },
    { settings: { longestLife: "P30D" } },
  );
  const state = move(begin(long, start), [entered], start, 0, long);
  const end = start + 30 * 24 * hour;
  expect(state.alarm).toBe(end);
  expect(move(state.state, [], end, 0, long).state.ended).toEqual({ reason: "longest-life", at: end });
  expect(move(state.state, [], end, 1, long)).toMatchObject({ state: state.state, kept: [] });
  expect(move(state.state, [], end, 1, long).alarm).toBeUndefined();
});

test("a run of too many steps ends, saying how many", () => {
  const short = planOf(canvasRegistry, cart, { settings: { mostSteps: 1 } });
  const moved = move(move(begin(short, start), [entered], start, 0, short).state, [], start + hour, 0, short);
  expect(ways(moved)).toEqual(["left bought.timeout", "exit bought"]);
  expect([moved.state.ended?.reason, moved.traces.at(-1)?.because.detail, moved.messages]).toEqual([
    "too-many-steps",
    { mostSteps: 1 },
    [],
  ]);
});

test("a way that leads nowhere ends the path with its name", () => {
  const open = planOf(canvasRegistry, { a: { kind: "delay", for: "PT1H" } });
  const moved = move(move(begin(open, start), [entered], start, 0, open).state, [], start + hour, 0, open);
  expect([moved.state.ended?.reason, ways(moved)]).toEqual(["done", ["left a.done", "exit a"]]);
});

test("a wait that is over as it begins is looked up among past events before it times out", () => {
  const back: DefinitionInput["nodes"] = {
    a: { kind: "wait-for", any: { order: { event: "Order Completed" } }, for: "PT1H", since: "entry", next: { order: "b", timeout: "b" } },
    b: { kind: "exit", reason: "b" },
  };
  const sound = planOf(canvasRegistry, back);
  const at = sound.nodes.a as Plan["nodes"][string];
  const instant: Plan = { ...sound, nodes: { ...sound.nodes, a: { ...at, settings: { ...at.settings, for: "PT0S" } } } };
  const moved = move(begin(instant, start), [entered], start, 0, instant);
  expect([ways(moved), moved.alarm, moved.waits[0]?.from]).toEqual([["entered a", "waiting a"], start, start]);
  expect(ways(move(moved.state, [], start, 0, instant))[0]).toBe("left a.timeout");
  const found = letter({
    kind: "satisfied",
    token: "1",
    node: "a",
    visit: 1,
    name: "order",
    event: { id: "e", name: "Order Completed", at: start },
  });
  expect(ways(move(moved.state, [found], start, 0, instant))[0]).toBe("left a.order");
});

test("a step that cannot be taken is a fault that names it, and nothing has happened", () => {
  const broken: Plan = {
    ...plan,
    nodes: { ...plan.nodes, remind: { kind: "teleport", version: 3, title: "Beam", settings: {}, next: {} } },
  };
  const fault = faultOf(() => move(waiting, [], start + hour, 0, broken));
  expect([fault.node, fault.message]).toEqual([
    "remind",
    "This worker does not have the step teleport@3 that “Beam” needs; run a worker that does.",
  ]);
  const bad: Plan = {
    ...plan,
    nodes: { ...plan.nodes, bought: { ...plan.nodes.bought, settings: { any: {}, for: "soon" } } as Plan["nodes"][string] },
  };
  const thrown = faultOf(() => move(begin(bad, start), [entered], start, 0, bad));
  expect([thrown.node, thrown.message, thrown.cause instanceof Error]).toEqual([
    "bought",
    expect.stringContaining("Wait for Order Completed or Product Viewed"),
    true,
  ]);
  const portless: Plan = { ...plan, nodes: { ...plan.nodes, bought: { ...plan.nodes.bought, next: {} } as Plan["nodes"][string] } };
  expect(faultOf(() => move(waiting, [order(start)], start, 0, portless)).message).toMatch(/a way out “order” that it does not have/);
});

function faultOf(run: () => unknown): StepFault {
  try {
    run();
  } catch (error) {
    if (error instanceof StepFault) return error;
    throw error;
  }
  throw new Error("no fault");
}

test("a run that has ended stays as it is and uses up its mail", () => {
  const ended = move(waiting, [exit]).state;
  const moved = move(ended, [order(start), pause, exit, entered], start + 9 * hour, 1);
  expect(moved).toEqual({ state: ended, traces: [], messages: [], waits: [], closed: [], kept: [] });
});

test("a stored state is read again, and one of another machine is refused in words", () => {
  expect(migrateState(JSON.parse(JSON.stringify(sending)))).toEqual(sending);
  expect(() => migrateState({ ...sending, schema: 2 })).toThrow(/its schema is 2, this machine knows 1/);
  expect(() => migrateState(null)).toThrow(/its schema is none/);
});
