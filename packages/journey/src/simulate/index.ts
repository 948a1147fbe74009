import { StepFault } from "../machine/fault.ts";
import { SimulatedRun } from "./run.ts";
import type { Simulation, SimulationInput } from "./types.ts";

export type * from "./types.ts";

/** However wrong a plan is, the simulation comes to an end. */
const mostAdvances = 20_000;

/**
 * Runs a plan for one invented person on a virtual clock: the same machine as in production, over a world in memory. Deterministic. What is given for the same
 * moment happens in the fixed order: events, then what becomes of messages, then timeouts.
 */
export function simulate(input: SimulationInput): Simulation {
  const run = new SimulatedRun(input);
  try {
    while (run.advances < mostAdvances && run.step()) {
      // each step moves the clock to what comes next
    }
  } catch (error) {
    if (!(error instanceof StepFault)) throw error;
    return run.result({ node: error.node, message: error.message, at: run.now });
  }
  return run.result();
}
