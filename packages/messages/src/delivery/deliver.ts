import { setTimeout as sleep } from "node:timers/promises";
import type { OutgoingMessage, SendResult } from "@journeyman/channels/providers";
import { isJourneymanError, JourneymanError } from "@journeyman/core";
import { retryOnConflict, type Tx } from "@journeyman/store";
import { locked } from "../ledger/locked.ts";
import { type Move, move } from "../ledger/move.ts";
import { call } from "./call.ts";
import { type Claim, claim } from "./claim.ts";
import type { DeliverDeps } from "./deps.ts";
import { type Prepared, prepare, type Sendable, templateFault } from "./prepare.ts";
import { createTurns } from "./rate.ts";
import { type LedgerMessage, type MessageRef, readLedgerMessage } from "./read.ts";
import { render } from "./render.ts";
import { type DeliverResult, later, resultOf } from "./result.ts";
import { settle } from "./settle.ts";
import { type Timing, timingOf } from "./timing.ts";

export type DeliverRequest = MessageRef & {
  /** The caller advances the run itself with what it gets, so nobody is woken for it. */
  inline?: boolean;
  /** What `prepareMessage` has read in a transaction of the caller's, so that it is not read again. */
  prepared?: Prepared;
  /**
   * Runs in the transaction that writes the provider's answer down, under the person's lock, so that the run goes on with it in the same
   * breath. May run more than once. When it fails, the answer is written down without it.
   */
  after?: (tx: Tx) => Promise<void>;
};

/** How a delivery is made; what stays the same through all of its transactions. */
type Way = { inline: boolean; timing: Timing; after?: (tx: Tx) => Promise<void> };

const turns = createTurns();
const mostRounds = 5;
const noProviderMs = 5 * 60_000;

/**
 * Brings one message as far as it goes now: render, claim, call, write down the outcome. May be called any number of times, by anybody,
 * at once: the provider is called at most once a claim, and a message is claimed again only after a call that was certainly not accepted.
 *
 * Round trips on the way through: 3 to read (more for a person or template not seen lately), 4 to claim, 3 for the outcome.
 * Throws `not_found` for a message that is not there, `unavailable` when the database is away; the ledger then says where it stands.
 */
export async function deliver(deps: DeliverDeps, request: DeliverRequest): Promise<DeliverResult> {
  const { environmentId, runId, messageId, inline = false, after } = request;
  const ref: MessageRef = { environmentId, runId, messageId };
  const way: Way = { inline, timing: timingOf(deps), ...(after ? { after } : {}) };
  let known = request.prepared;
  for (let round = 0; round < mostRounds; round++) {
    const prepared = known ?? (await prepare(deps, ref));
    known = undefined;
    const result = prepared.kind === "sendable" ? await attempt(deps, ref, prepared, way) : await dispose(deps, ref, prepared, inline);
    if (result) return result;
  }
  return deps.store.tenant(ref.environmentId, async (tx) => {
    const { state, reason } = await readLedgerMessage(tx, ref);
    return later(ref.messageId, state, reason, tx.now(), tx.now() + 1_000);
  });
}

/** From rendering to the outcome. Undefined: things changed meanwhile, look again. */
export async function attempt(deps: DeliverDeps, ref: MessageRef, sendable: Sendable, way: Way): Promise<DeliverResult | undefined> {
  const { message, active } = sendable;
  const { timing, inline } = way;
  let made: OutgoingMessage | undefined;
  if (sendable.ingredients) {
    try {
      made = await render(deps, ref, sendable.ingredients, active);
    } catch (error) {
      const detail = templateFault(error);
      if (detail === undefined) throw error;
      return dispose(deps, ref, { kind: "unmakeable", message, reason: "template-error", detail }, inline);
    }
  }
  const turn = turns.take(active.id, active.ratePerSecond, timing.rateWaitMs);
  if ("againInMs" in turn) return later(ref.messageId, message.state, "rate", sendable.readAt, sendable.readAt + turn.againInMs);
  if (turn.waitMs > 0) await sleep(turn.waitMs);

  const claiming = await retryOnConflict(() => claim(deps, ref, sendable, made, timing, inline));
  if (claiming.kind === "answer") return claiming.result;
  if (claiming.kind === "again" || !made) return undefined;
  const began = performance.now();
  const called = await call(deps, active, made, claiming.claim, timing);
  const calledMs = performance.now() - began;
  if (called.kind === "too-late") {
    await giveBack(deps, ref, message, claiming.claim, inline);
    return undefined;
  }
  return { ...(await writeDown(deps, ref, message, claiming.claim, called, way)), calledMs };
}

/** Certainly not sent: the message is planned again, and the claim does not count. */
async function giveBack(deps: DeliverDeps, ref: MessageRef, message: LedgerMessage, held: Claim, inline: boolean): Promise<void> {
  await locked(deps.store, ref.environmentId, message.profileId, (tx) =>
    move(tx, {
      runId: ref.runId,
      id: ref.messageId,
      to: "planned",
      reason: "claim-too-old",
      at: tx.now(),
      claimId: held.id,
      attempts: -1,
      inline,
    }),
  );
}

/** The provider has been called, so this must get into the ledger: it is tried for as long as the lease lasts. After that the sweep says `unknown`. */
async function writeDown(
  deps: DeliverDeps,
  ref: MessageRef,
  message: LedgerMessage,
  held: Claim,
  sent: SendResult,
  { timing, inline, after }: Way,
): Promise<DeliverResult> {
  const until = held.since + held.leaseMs;
  let now = message;
  let then = after;
  const write = async (tx: Tx): Promise<DeliverResult | undefined> => {
    const result = await settle(tx, ref, now, held, sent, timing, inline);
    if (result) await then?.(tx);
    return result;
  };
  for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      const result = await retryOnConflict(() => locked(deps.store, ref.environmentId, now.profileId, write));
      if (result) return result;
      now = await deps.store.tenant(ref.environmentId, (tx) => readLedgerMessage(tx, ref));
    } catch (error) {
      const away = isJourneymanError(error) && error.code === "unavailable";
      if (performance.now() > until || (!away && !then)) throw error;
      // What the caller wanted with it is not worth losing what the provider said.
      if (!away) then = undefined;
    }
    if (performance.now() > until + timing.marginMs) {
      throw new JourneymanError("conflict", "The outcome of a message could not be written down; it is shown as unknown.", {
        context: { runId: ref.runId, messageId: ref.messageId },
      });
    }
    await sleep(pause);
  }
}

/** What needs no provider: an answer, or one move. */
async function dispose(
  deps: DeliverDeps,
  ref: MessageRef,
  prepared: Exclude<Prepared, Sendable>,
  inline: boolean,
): Promise<DeliverResult | undefined> {
  if (prepared.kind === "answer") return prepared.result;
  const { message } = prepared;
  return locked(deps.store, ref.environmentId, message.profileId, async (tx) => {
    const base = { runId: ref.runId, id: ref.messageId, at: tx.now(), profileId: message.profileId, inline };
    const change: Move = { ...base, ...disposal(prepared, message, tx.now()) };
    const moved = await move(tx, change);
    if (!moved) return undefined;
    if (change.to === "held" && change.heldUntil !== undefined)
      return later(ref.messageId, "held", change.reason, tx.now(), change.heldUntil);
    return resultOf(ref.messageId, change.to, change.reason, moved);
  });
}

type Disposal = Pick<Move, "to" | "reason" | "heldUntil" | "error" | "from" | "claimId" | "runnable">;

function disposal(prepared: Exclude<Prepared, Sendable | { kind: "answer" }>, message: LedgerMessage, now: number): Disposal {
  switch (prepared.kind) {
    case "cancel":
      return { to: "cancelled", reason: "run-ended" };
    case "give-up":
      return {
        to: "unknown",
        reason: "lease-spent",
        from: ["claimed"],
        ...(prepared.message.claimId === null ? {} : { claimId: prepared.message.claimId }),
      };
    case "unmakeable":
      return { to: "rejected", reason: prepared.reason, error: prepared.detail, from: ["planned", "held"], runnable: true };
    case "no-provider":
      if (message.expiresAt !== null && message.expiresAt <= now) return { to: "expired", reason: "expired", runnable: true };
      return { to: "held", reason: "no-provider", heldUntil: now + noProviderMs, runnable: true };
  }
}
