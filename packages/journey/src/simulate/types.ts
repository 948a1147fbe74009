import type { Instant, JsonObject } from "@journeyman/core";
import type { Facts, MessageState } from "@journeyman/expressions";
import type { MachineRegistry, MessageOutcome } from "@journeyman/node-kit";
import type { PlannedMessage, RunState, TraceEntry } from "../machine/types.ts";
import type { EntryMatch, GoalMatch } from "../machine/ways.ts";
import type { Plan } from "../plan.ts";

export type SimulatedEvent = {
  name: string;
  at: Instant;
  properties?: JsonObject;
  id?: string;
  /** Traits that change with it, before it is judged. */
  traits?: JsonObject;
};

export type SimulatedPerson = {
  traits?: JsonObject;
  sealedTraits?: readonly string[];
  consent?: Facts["consent"];
  /** IANA name; UTC when absent. */
  zone?: string;
  /** What they did before the simulation starts. */
  history?: readonly SimulatedEvent[];
};

/** How a message ends and what the person does with it. Times are milliseconds, from the request and from the outcome. */
export type SimulatedDelivery = MessageOutcome & { afterMs?: number; engagement?: readonly { state: MessageState; afterMs: number }[] };

export type SimulatedMessage = PlannedMessage & { at: Instant; result?: MessageOutcome; resultAt?: Instant };

export type SimulationInput = {
  plan: Plan;
  registry: MachineRegistry;
  person: SimulatedPerson;
  /** In any order; the first that is let in starts the run. */
  events: readonly SimulatedEvent[];
  /** Where the virtual clock starts, and where it stops if the run has not ended. */
  start: Instant;
  until: Instant;
  /** Absent: every message is accepted at once and nothing is done with it. */
  deliver?: (message: SimulatedMessage) => SimulatedDelivery;
};

/** In the words of a real run. */
export type Simulation = {
  enteredAt?: Instant;
  /** Why the last event at the door was refused, when nobody came in. */
  refused?: EntryMatch & { kind: "refused" };
  trace: readonly TraceEntry[];
  messages: readonly SimulatedMessage[];
  goals: readonly (GoalMatch & { at: Instant })[];
  exit?: { reason: string; at: Instant };
  /** A step that could not be taken: a real run would be stuck here. */
  stuck?: { node: string; message: string; at: Instant };
  state?: RunState;
  /** Where the clock stood at the end, and how many advances it took. */
  now: Instant;
  advances: number;
};
