import type { Duration, Instant, LocalTime } from "@journeyman/core";

export type Channel = "email" | "sms";
export type MessageClass = "marketing" | "transactional";

/** What the records say now about one subject (a topic, or the whole channel) at one contact point. */
export type ConsentAnswer = { state: "granted" | "denied"; at: Instant; expiresAt?: Instant };

export type SuppressionReason = "hard-bounce" | "complaint" | "objection" | "manual";

/** Local times between which nothing goes. `from` later than `to` spans midnight; equal means no quiet hours. `to` itself is allowed again. */
export type QuietHours = { from: LocalTime; to: LocalTime };

/** Where the person's clock was found: by itself known, or every zone the country has, or a zone assumed for want of better. */
export type ZoneSource = "profile" | "country" | "journey" | "workspace";

/** All that a decision may depend on. Handed in by the ledger, read under the person lock; kept with the answer. */
export type DecisionInputs = {
  /** The database's clock, read after the lock was taken. */
  now: Instant;
  /** How long the claim will hold: the provider may accept at any moment until then. */
  leaseMs: number;
  channel: Channel;
  class: MessageClass;
  /** A test send by a member of the team to an address of theirs. */
  preview: boolean;
  brake?: { since: Instant; reason?: string };
  expiresAt?: Instant;
  /** `replaced`: the person has a newer address than the one this message is for. */
  contactPoint: "active" | "replaced" | "none";
  environmentKind: "test" | "live";
  /** One of our own fakes: it delivers to nobody. */
  providerFake: boolean;
  /** The recipient is on the environment's list of addresses that real providers may write to from `test`. */
  recipientListed: boolean;
  suppression?: { reason: SuppressionReason; at: Instant };
  /** STOP, or an unsubscribe from everything on this channel. */
  channelConsent?: ConsentAnswer;
  topic?: { key: string; name?: string; noRecord: "opt-in" | "opt-out"; archived: boolean };
  topicConsent?: ConsentAnswer;
  /** `sent`: when messages of this class were claimed for this person, over all journeys; older ones than `within` may be left out. */
  cap?: { limit: number; within: Duration; sent: readonly Instant[] };
  quietHours?: QuietHours & { otherwise: "hold" | "skip" };
  /** Rules of the workspace that the journey steps out of; each is then absent. */
  steppedOut?: readonly ("cap" | "quiet-hours")[];
  /** Every zone the person may be in; quiet hours are kept in all of them. */
  zones: { names: readonly string[]; source: ZoneSource };
};

export type Rule =
  | "brake"
  | "expiry"
  | "contact-point"
  | "test-environment"
  | "suppression"
  | "channel-consent"
  | "topic-consent"
  | "cap"
  | "quiet-hours";

/** Why a message did not go. Shown, filtered by and counted: change a word here and history reads differently. */
export type Reason =
  | "brake"
  | "expired"
  | "no-address"
  | "address-replaced"
  | "test-environment"
  | `suppressed-${SuppressionReason}`
  | "channel-denied"
  | "no-topic"
  | "topic-archived"
  | "topic-denied"
  | "no-consent"
  | "consent-expired"
  | "cap"
  | "quiet-hours";

/**
 * What becomes of a message that may not go now. `suppressed`: never. `held`: decided anew at `until`. `skipped`: never, because the
 * step says not to wait. `expired`: too late, or too late by the time it could go.
 */
export type Verdict = "suppressed" | "held" | "skipped" | "expired";

type Value = string | number | boolean | null;
/** One rule's answer: a sentence for people, and the values it judged by. Times are ISO 8601 in UTC. */
export type Check = { rule: Rule; passed: boolean; detail: string; inputs: Readonly<Record<string, Value | readonly Value[]>> };

/** `checks` has every rule in order, also those after the one that decided: who mends the first sees the next. */
export type Decision =
  | { at: Instant; go: true; checks: readonly Check[] }
  | { at: Instant; go: false; verdict: Verdict; reason: Reason; until?: Instant; checks: readonly Check[] };
