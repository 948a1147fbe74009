import type { Id } from "@journeyman/core";
import { retryOnConflict, type Tx } from "@journeyman/store";
import { route } from "../route/route.ts";
import type { Answer, RunRef, RuntimeDeps } from "../types.ts";
import { deliverMessage, mayInline } from "./deliver.ts";
import { type Moved, move, moveWithin, type Standing } from "./move.ts";
import type { LedgerRow } from "./read.ts";

/** So many moves in one call at the most; more would hold a workflow task for too long. */
const mostMoves = 50;

/**
 * Moves a run as far as it goes without waiting: mail and alarms are taken, messages whose channel is quick are sent in between. May be
 * called any number of times, by any number of drivers: `seen` is the seq of the last answer the caller had, and another one (or
 * nothing new) gets what is stored. Throws `not_found` when the run is gone.
 */
export async function advanceRun(deps: RuntimeDeps, ref: RunRef, seen: number): Promise<Answer> {
  const until = performance.now() + (deps.inlineBudgetMs ?? 2_000);
  const tried = new Map<Id, number | undefined>();
  let at = ref;
  let last = seen;
  /** A move that was made together with the outcome of a delivery. */
  let made: Moved | undefined;
  for (let moves = 1; ; moves++) {
    const moved = made ?? (await retryOnConflict(() => move(deps, at, last)));
    made = undefined;
    if (moved.kind === "elsewhere") {
      at = { ...at, profileId: moved.profileId };
      continue;
    }
    if (moved.kind === "route-first") {
      const { done } = await route(deps, at.environmentId, moved.profileId);
      // Somebody else holds it up (a merge, an event that fails): a moment later it is through, or set aside.
      if (!done || moves >= mostMoves) return { seq: last, next: "wait", inMs: 1_000, deliver: [] };
      continue;
    }
    last = moved.seq;
    const open = moved.due.filter((message) => !tried.has(message.id));
    const inline =
      moves < mostMoves ? open.filter((message) => performance.now() < until && mayInline(at.environmentId, message.channel)) : [];
    if (inline.length === 0 && (moves >= mostMoves || !isNow(moved))) return toAnswer(moved, tried);
    for (const [i, message] of inline.entries()) {
      const after = async (tx: Tx): Promise<void> => {
        const next = await moveWithin(tx, deps, at, last);
        made = next.kind === "moved" ? next : undefined;
      };
      const prepared = moved.prepared && inline.length === 1 ? { prepared: moved.prepared } : {};
      const more = i === inline.length - 1 ? { after } : {};
      const { againInMs } = await deliverMessage(deps, at, { messageId: message.id, channel: message.channel, ...prepared, ...more });
      tried.set(message.id, againInMs);
    }
  }
}

/** Whether there is more to do at once: mail that the move itself has brought about, a timeout that fell due meanwhile. */
function isNow({ next, alarm, now }: Standing): boolean {
  return next === "wait" && alarm !== undefined && alarm <= now;
}

function toAnswer(moved: Standing, tried: ReadonlyMap<Id, number | undefined>): Answer {
  const now = moved.due.map((message) => handOver(message, tried.get(message.id)));
  const later = moved.refused.map((message) => handOver(message, Math.max(0, (message.heldUntil ?? 0) - moved.now)));
  const inMs = moved.alarm === undefined ? {} : { inMs: Math.max(0, moved.alarm - moved.now) };
  return { seq: moved.seq, next: moved.next, ...inMs, deliver: [...now, ...later] };
}

function handOver({ id, channel }: LedgerRow, inMs: number | undefined): Answer["deliver"][number] {
  return { messageId: id, channel, ...(inMs === undefined ? {} : { inMs }) };
}
