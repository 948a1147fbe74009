import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Channel } from "../mailbox/types.ts";

export const faultModes = ["reject", "429", "5xx", "accept-and-hang-up", "slow", "refuse-connection", "undelivered"] as const;
export type FaultMode = (typeof faultModes)[number];

/** A rule as the control API takes it. Without `times` and `forMs` it holds until it is deleted. */
export const faultRuleSchema = z
  .object({
    channel: z.enum(["email", "sms"]),
    mode: z.enum(faultModes),
    match: z
      .object({ to: z.string().max(500).refine(isPattern, "is not a regular expression").optional() })
      .strict()
      .optional(),
    /** How many messages it hits. */
    times: z.number().int().min(1).optional(),
    /** Of the messages that match, only each n-th. */
    every: z.number().int().min(1).max(1000).optional(),
    /** How long it holds, in milliseconds from now. */
    forMs: z.number().int().min(1).optional(),
    /** For `slow`: before the answer, in milliseconds. */
    delayMs: z.number().int().min(0).max(600_000).optional(),
  })
  .strict();

export type FaultRule = z.infer<typeof faultRuleSchema> & { id: string; hits: number; seen: number; until?: string };

/** What the fakes were told to do wrong. */
export class Faults {
  #rules: FaultRule[] = [];
  readonly #listeners = new Set<() => void>();

  add(rule: z.infer<typeof faultRuleSchema>): FaultRule {
    const added: FaultRule = { ...rule, id: randomUUID(), hits: 0, seen: 0 };
    if (rule.forMs !== undefined) {
      added.until = new Date(Date.now() + rule.forMs).toISOString();
      setTimeout(() => this.remove(added.id), rule.forMs).unref();
    }
    this.#rules.push(added);
    this.#changed();
    return added;
  }

  list(): readonly FaultRule[] {
    return this.#rules.filter(isLive);
  }

  remove(id?: string): void {
    const before = this.#rules.length;
    this.#rules = id === undefined ? [] : this.#rules.filter((rule) => rule.id !== id);
    if (this.#rules.length !== before) this.#changed();
  }

  /** The first rule that hits this message, counted as a hit. */
  take(channel: Channel, modes: readonly FaultMode[], to?: string): FaultRule | undefined {
    for (const rule of this.#rules) {
      if (!applies(rule, channel, modes, to)) continue;
      rule.seen += 1;
      if (rule.every !== undefined && rule.seen % rule.every !== 0) continue;
      rule.hits += 1;
      this.#changed();
      return rule;
    }
    return undefined;
  }

  /** Whether such a rule stands, without counting. */
  stands(channel: Channel, modes: readonly FaultMode[]): boolean {
    return this.#rules.some((rule) => applies(rule, channel, modes, undefined));
  }

  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isLive(rule: FaultRule): boolean {
  return (rule.times === undefined || rule.hits < rule.times) && (rule.until === undefined || Date.parse(rule.until) > Date.now());
}

function applies(rule: FaultRule, channel: Channel, modes: readonly FaultMode[], to: string | undefined): boolean {
  if (rule.channel !== channel || !modes.includes(rule.mode) || !isLive(rule)) return false;
  const pattern = rule.match?.to;
  return pattern === undefined || (to !== undefined && new RegExp(pattern, "i").test(to));
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
