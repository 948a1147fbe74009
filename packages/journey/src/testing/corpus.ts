import type { CanvasRegistry, MachineRegistry } from "@journeyman/node-kit";
import { compile } from "../compile/index.ts";
import { parseDefinition } from "../definition/parse.ts";
import { advance } from "../machine/advance.ts";
import { begin } from "../machine/state.ts";
import type { Advanced, Mail, RunState, World } from "../machine/types.ts";
import type { Plan } from "../plan.ts";
import { noFacts } from "./plans.ts";
import { type Scenario, scenarioStart } from "./scenarios.ts";

/** A recorded run: the plan as it was published, and each move with all that went in and came out. */
export type CorpusRecord = {
  name: string;
  about: string;
  plan: Plan;
  moves: { state: RunState; mail: Mail[]; world: World; answer: Advanced }[];
};

/** Plays a scenario and writes down every move. Mail that was kept is read again in the next one, as in the runtime. */
export function record(scenario: Scenario, canvas: CanvasRegistry, machine: MachineRegistry): CorpusRecord {
  const parsed = parseDefinition(scenario.definition);
  if (!parsed.ok) throw new Error(`${scenario.name}: ${parsed.problems[0]?.message ?? "does not parse"}`);
  const plan = compile(parsed.definition, canvas);
  let state = begin(plan, scenarioStart);
  let box: Mail[] = [];
  let letters = 0;
  const moves = scenario.moves.map(({ after, mail = [], claims = 0, facts = {} }) => {
    const now = scenarioStart + after;
    box = [...box, ...mail.map((one) => ({ ...one, id: `mail-${++letters}`, at: now }))];
    const world = { now, facts: noFacts(facts), claims };
    const answer = advance(plan, machine, state, box, world);
    const move = { state, mail: box, world, answer };
    state = answer.state;
    box = box.filter((one) => answer.kept.includes(one.id));
    return move;
  });
  return { name: scenario.name, about: scenario.about, plan, moves };
}
