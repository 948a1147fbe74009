import { type Judgement, rules } from "./rules.ts";
import type { Check, Decision, DecisionInputs } from "./types.ts";

/**
 * Whether a message may go at `inputs.now`, and why. Pure: the same inputs give the same answer. Judges every rule in order; the first
 * that refuses decides. The caller holds the person lock from reading the inputs until the claim is committed, which is what makes a
 * withdrawal win every race.
 */
export function decide(inputs: DecisionInputs): Decision {
  const checks: Check[] = [];
  let refused: Judgement["refused"];
  for (const [rule, judge] of rules) {
    const judgement = judge(inputs);
    checks.push({ rule, passed: judgement.refused === undefined, detail: judgement.detail, inputs: judgement.inputs });
    refused ??= judgement.refused;
  }
  return refused ? { at: inputs.now, go: false, ...refused, checks } : { at: inputs.now, go: true, checks };
}
