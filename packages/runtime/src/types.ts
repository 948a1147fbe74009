import type { Id } from "@journeyman/core";
import type { DeliverDeps } from "@journeyman/messages";
import type { MachineRegistry } from "@journeyman/node-kit";

/** Which run. `profileId` is who it belonged to when the driver started: merged people are followed. */
export type RunRef = { environmentId: Id; runId: Id; profileId: Id };

/** What the driver is told. `seq` goes back with its next question. */
export type Answer = {
  seq: number;
  /** `closed`: nothing can happen without new mail (paused, stuck), so the driver ends; mail starts another. */
  next: "wait" | "exit" | "closed";
  /** When to ask again, by the database's clock; absent: only when poked or when a delivery has landed. */
  inMs?: number;
  /** Messages to be sent from their channel's task queue: their provider is too slow or too busy to be called inline. */
  deliver: readonly { messageId: Id; channel: string; inMs?: number }[];
};

export type WakeRun = RunRef & { journeyName: string };

/** The way to drivers. Both may be called any number of times for one run. Errors mean "not sure": the poke stays and is sent again. */
export type Waker = { start(run: WakeRun): Promise<void>; poke(run: WakeRun): Promise<void> };

export type RuntimeDeps = DeliverDeps & {
  /** `kind@version` → step. */
  registry: MachineRegistry;
  /** How long one call may spend on inline deliveries, in milliseconds (default 2,000). Past it the channel's task queue takes over. */
  inlineBudgetMs?: number;
};
