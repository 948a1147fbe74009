import type { Duration, Json, JsonObject } from "@journeyman/core";
import type { Expression, Filter, Reads } from "@journeyman/expressions";

/**
 * What `compile` makes of a definition: closed, checked, immutable, without layout. Stored with the version as JSON.
 * Every node names the version of its kind; every port leads somewhere or ends the path.
 */
export type Plan = {
  plan: 1;
  machine: 1;
  journey: string;
  name: string;
  entries: readonly PlanEntry[];
  audience?: Expression;
  reentry: { rule: "never" } | { rule: "always" } | { rule: "after"; after: Duration };
  /** `profile`, or a path into the triggering event: `properties.order_id`. */
  key: string;
  goal?: PlanGoal;
  exits: readonly PlanExit[];
  settings: PlanSettings;
  start: string;
  nodes: Readonly<Record<string, PlanNode>>;
  /** Fused: everything from a node to the next points that must survive a crash. Keyed by its first node. */
  blocks: Readonly<Record<string, PlanBlock>>;
  /** All that any step, exit or the audience reads. */
  reads: Reads;
};

/** `maxAge: null` takes events of any age. */
export type PlanEntry = { event: string; where?: Filter; maxAge: Duration | null };

export type PlanGoal = { event: string; where?: Filter; within: Duration; value?: string; currency?: string };

export type PlanExit = { reason: string; event: string; where?: Filter };

export type PlanSettings = {
  quietHours: "workspace" | "off";
  cap: "workspace" | "off";
  priority: "high" | "normal" | "low";
  timeZone?: string;
  longestLife: Duration;
  mostSteps: number;
};

export type PlanNode = {
  kind: string;
  version: number;
  title: string;
  settings: JsonObject;
  /** Port → node, or null: the path ends there with the port's name as its reason. Followed ports are resolved. */
  next: Readonly<Record<string, string | null>>;
};

export type PlanBlock = { nodes: readonly string[]; stops: readonly string[]; reads: Reads };

export type { Json };
