import { elapsedMs, type Instant } from "@journeyman/core";
import type { Evaluation, EventFact, Facts, Reading } from "./facts.ts";
import { briefly, filterOutcome, named, readEvent } from "./matches.ts";
import { applyOperators, type Moment } from "./operators.ts";
import { allOf, anyOf, earliest, not, type Outcome, outcome } from "./outcome.ts";
import type { EventExpression, Expression, Operators } from "./tree.ts";
import { ruleWords, withinWords } from "./words.ts";

/** A trace is read by people: past this many values it says no more. */
const mostReadings = 100;

/**
 * The answer at `now`, what was read for it, and `until`: the earliest moment at which it may change without a new fact. `expression` has
 * passed `expressionSchema`. Segments and sequences never hold yet; `checkExpression` refuses them.
 */
export function evaluate(expression: Expression, facts: Facts, now: Instant): Evaluation {
  const readings: Reading[] = [];
  const { held, until } = walk(expression, { facts, moment: { now, zone: facts.zone }, readings });
  return { value: held, ...(until === undefined ? {} : { until }), readings: readings.slice(0, mostReadings) };
}

type Walk = { facts: Facts; moment: Moment; readings: Reading[] };

function walk(expression: Expression, at: Walk): Outcome {
  if ("all" in expression) return allOf(expression.all.map((one) => walk(one, at)));
  if ("any" in expression) return anyOf(expression.any.map((one) => walk(one, at)));
  if ("not" in expression) return not(walk(expression.not, at));
  if ("trait" in expression) return trait(expression.trait, expression, at);
  if ("property" in expression) return value(expression.property, triggerValue(expression.property, at.facts), expression, at);
  if ("variable" in expression) return value(expression.variable, named(at.facts.variables, expression.variable), expression, at);
  if ("event" in expression) return event(expression, at);
  if ("consent" in expression) return consent(expression.consent, expression.channel, at);
  if ("message" in expression) return message(expression.message, expression.state, at);
  const [kind] = Object.keys(expression);
  at.readings.push({ what: kind ?? "", value: undefined, rule: "cannot be read yet", held: false });
  return outcome(false);
}

function value(what: string, found: unknown, operators: Operators, at: Walk): Outcome {
  const result = applyOperators(found, operators, at.moment);
  at.readings.push({ what, value: briefly(found), rule: ruleWords(operators), held: result.held });
  return result;
}

function trait(name: string, operators: Operators, at: Walk): Outcome {
  const found = named(at.facts.traits, name);
  if (found === undefined && at.facts.sealedTraits.includes(name)) {
    // A sealed value is there but cannot be read: it is set, and no comparison of it holds.
    const held = operators.set === true && Object.keys(operators).every((key) => key === "trait" || key === "set");
    at.readings.push({ what: name, value: undefined, rule: ruleWords(operators), held });
    return outcome(held);
  }
  return value(name, found, operators, at);
}

function triggerValue(path: string, facts: Facts): unknown {
  return facts.trigger === undefined ? undefined : readEvent(facts.trigger, path);
}

function consent(topic: string, channel: string, at: Walk): Outcome {
  const channels = Object.hasOwn(at.facts.consent, topic) ? at.facts.consent[topic] : undefined;
  const answer = channels && Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  const held = answer === "granted";
  at.readings.push({ what: `consent to ${topic} by ${channel}`, value: answer ?? "none", rule: "is granted", held });
  return outcome(held);
}

function message(node: string, state: "delivered" | "opened" | "clicked" | "bounced", at: Walk): Outcome {
  const held = at.facts.messages.some((one) => one.node === node && one[state]);
  at.readings.push({ what: `message of ${node}`, value: held, rule: `was ${state}`, held });
  return outcome(held);
}

function event(expression: EventExpression, at: Walk): Outcome {
  const all = Object.hasOwn(at.facts.events, expression.event) ? (at.facts.events[expression.event] ?? []) : [];
  const windowMs = expression.within === undefined ? undefined : elapsedMs(expression.within);
  const judged = all.map((fact) => ({ fact, outcome: counts(fact, expression, windowMs, at.moment) }));
  const found = judged.filter((one) => one.outcome.held).map((one) => one.fact);
  const outcomes = aggregates(expression, found.sort(byTime), at);
  // Whichever event comes in or falls out first may change what is counted.
  const membership = earliest(judged.map((one) => one.outcome));
  const result = allOf(outcomes);
  return outcome(result.held, earliest([result, outcome(true, membership)]));
}

function counts(fact: EventFact, { where }: EventExpression, windowMs: number | undefined, moment: Moment): Outcome {
  const parts: Outcome[] = [];
  if (windowMs !== undefined) {
    const leaves = fact.at + windowMs;
    parts.push(leaves > moment.now ? outcome(true, leaves) : outcome(false));
  }
  if (where) parts.push(filterOutcome(where, fact, moment).outcome);
  return allOf(parts);
}

function aggregates(expression: EventExpression, found: readonly EventFact[], at: Walk): Outcome[] {
  const { event: name, count, sum, first, last } = expression;
  const outcomes: Outcome[] = [];
  const window = withinWords(expression.within);
  const tell = (what: string, number: number, operators: Operators, rule: string) => {
    const result = applyOperators(number, operators, at.moment);
    at.readings.push({ what, value: number, rule: `${rule}${window}`, held: result.held });
    outcomes.push(result);
  };
  if (count) tell(name, found.length, count, `times ${ruleWords(count)}`);
  else if (!sum && !first && !last) tell(name, found.length, { gte: 1 }, "at least once");
  if (sum) tell(`sum of ${sum.of}, ${name}`, total(found, sum.of), sum, ruleWords(sum));
  for (const [which, filter, fact] of [
    ["first", first, found[0]],
    ["last", last, found.at(-1)],
  ] as const) {
    if (!filter) continue;
    if (!fact) {
      at.readings.push({ what: `${which} ${name}`, value: undefined, rule: `exists${window}`, held: false });
      outcomes.push(outcome(false));
      continue;
    }
    const result = filterOutcome(filter, fact, at.moment);
    at.readings.push(...result.readings.map((reading) => ({ ...reading, what: `${which} ${name}: ${reading.what}` })));
    outcomes.push(result.outcome);
  }
  return outcomes;
}

function total(found: readonly EventFact[], path: string): number {
  return found.reduce((sum, fact) => {
    const one = readEvent(fact, path);
    return typeof one === "number" ? sum + one : sum;
  }, 0);
}

function byTime(a: EventFact, b: EventFact): number {
  return a.at - b.at || a.position - b.position;
}
