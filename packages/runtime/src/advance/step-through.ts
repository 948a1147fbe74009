import type { Plan } from "@journeyman/journey";
import {
  type Advanced,
  advance,
  begin,
  type Mail,
  migrateState,
  type PlannedMessage,
  type RunState,
  type TraceEntry,
} from "@journeyman/journey/machine";
import type { Tx } from "@journeyman/store";
import type { RuntimeDeps } from "../types.ts";
import { lookBack, type RegisteredWait, register } from "../waits/look-back.ts";
import { loadFacts } from "./facts.ts";
import type { Scene } from "./read.ts";

export type Stepped = {
  state: RunState;
  traces: TraceEntry[];
  messages: PlannedMessage[];
  waits: RegisteredWait[];
  closed: { token: string; node: string; visit: number }[];
  kept: readonly string[];
  alarm?: number;
};

/** New waits may be satisfied by what was routed already, and then the run goes on at once; a plan's own bound on steps ends this before. */
const mostRounds = 50;

/** Runs the machine over the mail, and again while new waits find that what they wait for is here already. */
export async function stepThrough(tx: Tx, deps: RuntimeDeps, plan: Plan, scene: Scene, mail: readonly Mail[]): Promise<Stepped> {
  const { run, now } = scene;
  const claims = scene.messages.filter((message) => message.state === "claimed").length;
  const first = run.state === null;
  let state = first ? begin(plan, run.enteredAt) : migrateState(run.state);
  let facts = await loadFacts(tx, deps, scene, plan, state);
  let advanced: Advanced = advance(plan, deps.registry, state, mail, { now, facts, claims });
  const stepped: Stepped = { state, traces: [], messages: [], waits: [], closed: [], kept: advanced.kept };
  for (let round = 0; ; round++) {
    state = advanced.state;
    stepped.traces.push(...advanced.traces);
    stepped.messages.push(...advanced.messages);
    stepped.closed.push(...advanced.closed);
    const over = new Set(advanced.closed.map(placeOf));
    const added = register(advanced.waits, scene, first && round === 0);
    stepped.waits = [...stepped.waits.filter((wait) => !over.has(placeOf(wait))), ...added];
    const satisfied = state.ended || state.paused || round >= mostRounds ? [] : await lookBack(tx, added, scene, facts.zone);
    if (satisfied.length === 0) break;
    facts = await loadFacts(tx, deps, scene, plan, state);
    advanced = advance(plan, deps.registry, state, satisfied, { now, facts, claims });
  }
  return { ...stepped, state, ...(advanced.alarm === undefined ? {} : { alarm: advanced.alarm }) };
}

function placeOf(place: { token: string; node: string; visit: number }): string {
  return `${place.token}\n${place.node}\n${place.visit}`;
}
