import { furthest, lookOf } from "../../components/message-look.ts";
import { humane } from "../../lib/humane.ts";
import type { Reading, RuleCheck, RunBody, RunMessage, RunStep } from "../api/types.ts";
import { ENTRY_ID } from "../model/document.ts";
import type { Graph } from "../model/graph.ts";
import { edgeId } from "../model/graph.ts";

/** One stop on a person's path: when they came and went, which way, why, and what was sent. */
export type Stop = {
  node: string;
  visit: number;
  came: string;
  went: string | undefined;
  port: string | undefined;
  reason: string | undefined;
  readings: readonly Reading[];
  message: RunMessage | undefined;
  /** Something did not go as the step meant it to. */
  trouble: "none" | "warn" | "bad";
};

const notSent = new Set(["suppressed", "expired", "cancelled", "rejected"]);

/** The run's trace as stops, in order. */
export function stopsOf(run: RunBody): Stop[] {
  const stops: Stop[] = [];
  const of = (step: RunStep): Stop => {
    const known = stops.find((stop) => stop.node === step.node && stop.visit === step.visit);
    if (known) return known;
    const message = run.messages.find((one) => one.node === step.node && one.visit === step.visit);
    const stop: Stop = {
      node: step.node,
      visit: step.visit,
      came: step.at,
      went: undefined,
      port: undefined,
      reason: undefined,
      readings: [],
      message,
      trouble: troubleOf(message),
    };
    stops.push(stop);
    return stop;
  };
  for (const step of run.steps) {
    if (step.kind === "paused" || step.kind === "resumed") continue;
    const stop = of(step);
    if (step.readings.length > 0) stop.readings = step.readings;
    if (step.kind === "left" || step.kind === "exit") {
      stop.went = step.at;
      stop.reason = step.reasonText;
      if (step.port !== null) stop.port = step.port;
    } else if (step.kind !== "entered") stop.reason ??= step.reasonText;
  }
  if (run.stuck) {
    const stuck = stops.find((stop) => stop.node === run.stuck?.node && stop.went === undefined);
    if (stuck) stuck.trouble = "bad";
  }
  return stops;
}

function troubleOf(message: RunMessage | undefined): Stop["trouble"] {
  if (!message) return "none";
  if (notSent.has(message.state) || message.bouncedAt) return "warn";
  return message.state === "unknown" || message.state === "held" ? "warn" : "none";
}

/** The lines a person took. A port without a line of its own went along with the one it follows. */
export function edgesTaken(stops: readonly Stop[], graph: Graph): Set<string> {
  const taken = new Set<string>();
  if (stops.length > 0) taken.add(edgeId(ENTRY_ID, "start"));
  for (const stop of stops) {
    if (stop.port === undefined) continue;
    const node = graph.nodes.get(stop.node);
    let port = node?.ports.find((one) => one.name === stop.port);
    while (port && !node?.shown.some((one) => one.name === port?.name)) port = node?.ports.find((one) => one.name === port?.follows);
    if (port) taken.add(edgeId(stop.node, port.name));
  }
  return taken;
}

/** Why the message is as it is: the rule that decided, else the ledger's own word. `when` says times in the reader's own. */
export function messageWhy(
  message: RunMessage,
  when: (iso: string) => string,
): { state: string; why: string | undefined; deciding: RuleCheck | undefined } {
  const deciding = message.checks.find((check) => check.deciding) ?? message.checks.find((check) => !check.passed);
  return {
    state: lookOf(furthest(message)).word,
    why: (deciding && humane(deciding.detail, when)) ?? message.reasonText ?? message.error ?? undefined,
    deciding,
  };
}
