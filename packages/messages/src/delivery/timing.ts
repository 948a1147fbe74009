/** Milliseconds. The lease is as long as all three of the first together, so that no call of a live holder outlasts it. */
export type Timing = {
  /** How old a claim may be when the provider is called; an older one is given back and decided anew (invariant I4). */
  claimAgeMs: number;
  /** How long a provider may take. */
  providerTimeoutMs: number;
  /** For the clocks' difference in speed, and for writing the outcome down. */
  marginMs: number;
  /** The first pause after a refusal; each further one is twice as long, up to `retryMostMs`. */
  retryFirstMs: number;
  retryMostMs: number;
  /** After so many claims that were all refused the message is rejected: about nine hours. */
  attempts: number;
  /** How long to wait for a turn under a provider's rate before the caller is told to come again. */
  rateWaitMs: number;
};

const usual: Timing = {
  claimAgeMs: 10_000,
  providerTimeoutMs: 30_000,
  marginMs: 5_000,
  retryFirstMs: 1_000,
  retryMostMs: 15 * 60_000,
  attempts: 45,
  rateWaitMs: 1_000,
};

export function timingOf(deps: { timing?: Partial<Timing> }): Timing {
  return deps.timing ? { ...usual, ...deps.timing } : usual;
}

export function leaseMs(timing: Timing): number {
  return timing.claimAgeMs + timing.providerTimeoutMs + timing.marginMs;
}

/** How long to wait after the n-th refusal (n from 1): what the provider asks for, if that is longer. Up to a fifth is left to chance. */
export function retryInMs(timing: Timing, attempts: number, asked = 0): number {
  const pause = Math.min(timing.retryFirstMs * 2 ** Math.min(attempts - 1, 30), timing.retryMostMs);
  return Math.round(Math.max(pause, asked) * (1 + Math.random() / 5));
}
