import { addDuration, type Duration, elapsedMs, type Instant } from "@journeyman/core";
import {
  type Because,
  type MachineRegistry,
  machineKey,
  type NodeStep,
  type StepContext,
  type StepInput,
  type StepResult,
} from "@journeyman/node-kit";
import type { Plan, PlanNode } from "../plan.ts";
import { StepFault } from "./fault.ts";
import type { Advanced, PlannedMessage, PlannedWait, RunState, Token, TraceEntry, World } from "./types.ts";

/** One advance under way: the state as it becomes, and what is wanted of the world so far. */
export class Move {
  readonly plan: Plan;
  readonly world: World;
  readonly #registry: MachineRegistry;
  readonly #tokens: Record<string, Token>;
  readonly #visits: Record<string, number>;
  readonly #state: RunState;
  #steps: number;
  #ended: RunState["ended"];
  paused: boolean;
  #traces: TraceEntry[] = [];
  #messages: PlannedMessage[] = [];
  readonly #told = new Set<string>();
  #waits: PlannedWait[] = [];
  #closed: { token: string; node: string; visit: number }[] = [];
  /** Visits that began in this very advance: nothing of theirs is in the database yet. */
  readonly #fresh = new Set<string>();

  constructor(plan: Plan, registry: MachineRegistry, state: RunState, world: World) {
    this.plan = plan;
    this.world = world;
    this.#registry = registry;
    this.#state = state;
    this.#tokens = { ...state.tokens };
    this.#visits = { ...state.visits };
    this.#steps = state.steps;
    this.#ended = state.ended;
    this.paused = state.paused;
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  get begun(): boolean {
    return this.#steps > 0;
  }

  get lifeEnds(): Instant {
    return this.#state.enteredAt + elapsedMs(this.plan.settings.longestLife);
  }

  /** Tokens by name. */
  tokens(): [id: string, token: Token][] {
    return Object.entries(this.#tokens).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The token that stands on this visit, for mail that was meant for it; none when the run has gone on since. */
  standing(node: string, visit: number, on: Token["on"]): [id: string, token: Token] | undefined {
    return this.tokens().find(([, token]) => token.node === node && token.visit === visit && token.on === on);
  }

  isFresh(token: Token): boolean {
    return this.#fresh.has(visitKey(token));
  }

  trace(entry: Omit<TraceEntry, "at">): void {
    this.#traces.push({ ...entry, at: this.world.now });
  }

  /** Puts a token on a node and goes on until it must stay or its path ends. */
  enter(id: string, target: string, from?: string): void {
    let node: string | null = target;
    let last: string | undefined;
    while (node !== null && !this.ended) {
      const { mostSteps } = this.plan.settings;
      if (this.#steps >= mostSteps) {
        this.end("too-many-steps", { reason: "too-many-steps", detail: { mostSteps } }, last ?? from);
        return;
      }
      this.#steps++;
      const visit = (this.#visits[node] ?? 0) + 1;
      this.#visits[node] = visit;
      this.#tokens[id] = { node, visit, since: this.world.now, on: "wait" };
      this.#fresh.add(`${node} ${visit}`);
      this.trace({ node, visit, kind: "entered", because: { reason: "entered" } });
      last = node;
      node = this.#take(id, (step, context) => step.enter(context));
    }
  }

  /** Wakes a token that stayed. */
  resume(id: string, input: StepInput): void {
    const from = this.#tokens[id]?.node;
    const target = this.#take(id, (step, context) => {
      if (!step.resume) throw new StepFault(context.node, `The step “${context.node}” was woken and does not know how to go on.`);
      return step.resume(context, input);
    });
    if (target !== null) this.enter(id, target, from);
  }

  /** Asks the step, does what it says, and answers the node to go to, if any. */
  #take(id: string, ask: (step: NodeStep<unknown>, context: StepContext<unknown>) => StepResult): string | null {
    const token = this.#tokens[id];
    if (!token) return null;
    const node = this.#node(token.node);
    const result = this.#ask(token, node, ask);
    if (result.do === "stay") {
      this.#stay(id, token, result);
      return null;
    }
    if (result.do === "exit") {
      this.end(result.reason, result.because, token.node);
      return null;
    }
    const { port, because } = result;
    if (!Object.hasOwn(node.next, port))
      throw new StepFault(token.node, `The step “${node.title}” went by a way out “${port}” that it does not have.`);
    this.trace({ node: token.node, visit: token.visit, kind: "left", port, because });
    this.#close(id, token);
    const target = node.next[port] ?? null;
    if (target === null) this.#endPath(token, port, because);
    return target;
  }

  #ask(token: Token, node: PlanNode, ask: (step: NodeStep<unknown>, context: StepContext<unknown>) => StepResult): StepResult {
    const key = machineKey(node.kind, node.version);
    const step = Object.hasOwn(this.#registry, key) ? this.#registry[key] : undefined;
    if (!step)
      throw new StepFault(token.node, `This worker does not have the step ${key} that “${node.title}” needs; run a worker that does.`);
    try {
      return ask(step, this.#context(token, node));
    } catch (error) {
      if (error instanceof StepFault) throw error;
      throw new StepFault(
        token.node,
        `The step “${node.title}” failed: ${error instanceof Error ? error.message : "for no stated reason."}`,
        error,
      );
    }
  }

  #node(id: string): PlanNode {
    const node = Object.hasOwn(this.plan.nodes, id) ? this.plan.nodes[id] : undefined;
    if (!node) throw new StepFault(id, `The plan has no step “${id}”.`);
    return node;
  }

  #context(token: Token, node: PlanNode): StepContext<unknown> {
    const { now, facts } = this.world;
    return {
      settings: node.settings,
      node: token.node,
      visit: token.visit,
      since: token.since,
      enteredAt: this.#state.enteredAt,
      now,
      facts: { ...facts, variables: this.#state.variables },
      add: (from: Instant, duration: Duration) => addDuration(from, duration, facts.zone),
    };
  }

  #stay(id: string, token: Token, result: StepResult & { do: "stay" }): void {
    const { node, visit, since } = token;
    const on = result.message ? "message" : result.waits || this.isFresh(token) ? "wait" : token.on;
    this.#tokens[id] = { node, visit, since, ...(result.until === undefined ? {} : { until: result.until }), on };
    if (result.message) this.#messages.push({ ...result.message, node, visit, token: id });
    for (const wait of result.waits ?? []) {
      const { enteredAt } = this.#state;
      this.#waits.push({
        ...wait,
        node,
        visit,
        token: id,
        from: enteredAt,
        ...(result.until === undefined ? {} : { until: result.until }),
      });
    }
    const visited = `${node}/${visit}`;
    if ((this.isFresh(token) && !this.#told.has(visited)) || result.message || result.waits) {
      // Once a visit: mail that changes nothing is no second arrival, in one batch or in two.
      this.#told.add(visited);
      this.trace({ node, visit, kind: result.message ? "message" : "waiting", because: result.because });
    }
  }

  #endPath(token: Token, port: string, because: Because): void {
    if (Object.keys(this.#tokens).length === 0) this.#finish(port, because, token);
  }

  /** Ends the run, wherever its tokens stand. `at`: the step it is told of. */
  end(reason: string, because: Because, at?: string): void {
    const tokens = this.tokens();
    const told = tokens.find(([, token]) => token.node === at)?.[1] ?? tokens[0]?.[1];
    for (const [id, token] of tokens) this.#close(id, token);
    const node = at ?? this.plan.start;
    this.#finish(reason, because, told ?? { node, visit: this.#visits[node] ?? 0 });
  }

  #finish(reason: string, because: Because, { node, visit }: Pick<Token, "node" | "visit">): void {
    this.#ended = { reason, at: this.world.now };
    this.trace({ node, visit, kind: "exit", because: { ...because, reason } });
  }

  /** The token leaves its visit. What was only asked for in this advance was never there. */
  #close(id: string, token: Token): void {
    const of = (one: { node: string; visit: number }) => one.node === token.node && one.visit === token.visit;
    delete this.#tokens[id];
    this.#messages = this.#messages.filter((one) => !of(one));
    this.#waits = this.#waits.filter((one) => !of(one));
    if (!this.isFresh(token)) this.#closed.push({ token: id, node: token.node, visit: token.visit });
  }

  /** What the advance amounts to. `resting`: nothing is due by time alone, whatever the tokens say. */
  finish(kept: readonly string[], resting: boolean): Advanced {
    const state: RunState = {
      schema: 1,
      tokens: this.#tokens,
      visits: this.#visits,
      steps: this.#steps,
      variables: this.#state.variables,
      enteredAt: this.#state.enteredAt,
      paused: this.paused,
      ...(this.#ended ? { ended: this.#ended } : {}),
    };
    const times = this.tokens().flatMap(([, token]) => (token.until === undefined ? [] : [token.until]));
    const quiet = resting || this.ended || this.paused || !this.begun;
    return {
      state,
      traces: this.#traces,
      messages: this.#messages,
      waits: this.#waits,
      closed: this.#closed,
      kept,
      ...(quiet ? {} : { alarm: Math.min(this.lifeEnds, ...times) }),
    };
  }
}

function visitKey({ node, visit }: Pick<Token, "node" | "visit">): string {
  return `${node} ${visit}`;
}
