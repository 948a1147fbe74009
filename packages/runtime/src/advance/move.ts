import { type Instant, JourneymanError } from "@journeyman/core";
import type { Plan } from "@journeyman/journey";
import { type Mail, StepFault } from "@journeyman/journey/machine";
import { cancelOpen, type Prepared, planMessages, prepareMessage } from "@journeyman/messages";
import type { Tx } from "@journeyman/store";
import { planOf } from "../plans.ts";
import type { RunRef, RuntimeDeps } from "../types.ts";
import { mayInline } from "./deliver.ts";
import { dueAt, outstanding } from "./ledger.ts";
import { type KeptAnswer, type LedgerRow, readScene, type Scene } from "./read.ts";
import { type Stepped, stepThrough } from "./step-through.ts";
import { writeChanges } from "./write.ts";

/** Where a run stands. `prepared`: what delivering its one due message needs, read in the same transaction. */
export type Standing = {
  kind: "moved";
  seq: number;
  next: KeptAnswer["next"];
  now: Instant;
  alarm?: Instant;
  due: LedgerRow[];
  refused: LedgerRow[];
  prepared?: Prepared;
};

/** Where the run stands after one move, or what must happen before it can be made. */
export type Moved =
  | Standing
  /** A time has come, but events that may be older wait to be routed. */
  | { kind: "route-first"; profileId: string }
  /** The person was merged into another: lock that one. */
  | { kind: "elsewhere"; profileId: string };

/** One move of a run, in one transaction under the person's lock. Answers what is stored when `seen` is not the last seq, or nothing is new. */
export function move(deps: RuntimeDeps, ref: RunRef, seen: number): Promise<Moved> {
  return deps.store.lockPerson(ref.environmentId, ref.profileId, (tx) => moveWithin(tx, deps, ref, seen));
}

/** The same within a transaction that holds the person's lock already. */
export async function moveWithin(tx: Tx, deps: RuntimeDeps, ref: RunRef, seen: number): Promise<Moved> {
  const scene = await readScene(tx, ref.runId, ref.profileId);
  if (!scene) throw gone(ref);
  const { run, now } = scene;
  if (run.profileId !== ref.profileId) return { kind: "elsewhere", profileId: run.profileId };
  if (run.status === "ended") return { kind: "moved", seq: run.seq, next: "exit", now, due: [], refused: [] };
  if (run.answer && seen !== run.seq) return stored(scene, usable(scene).length > 0);

  const mail = usable(scene);
  const due = alarmDue(scene);
  if (due && scene.inbox && run.status === "active") return { kind: "route-first", profileId: run.profileId };
  if (run.state !== null && mail.length === 0 && !due) return settled(tx, scene);
  return step(tx, deps, scene, mail);
}

async function step(tx: Tx, deps: RuntimeDeps, scene: Scene, mail: readonly Mail[]): Promise<Moved> {
  const { run, now } = scene;
  const plan = await planOf(tx, run.versionId);
  let stepped: Stepped;
  try {
    stepped = await stepThrough(tx, deps, plan, scene, mail);
  } catch (error) {
    if (!(error instanceof StepFault)) throw error;
    return getStuck(tx, scene, error);
  }
  const { state } = stepped;
  const kept = new Set(stepped.kept);
  const consumed = mail.filter((one) => !kept.has(one.id)).map((one) => one.id);
  const status = state.ended ? "ended" : state.paused ? "paused" : "active";
  const ending = status === "ended";
  const planned = ending ? [] : await planMessages(tx, asPlanningRun(scene, plan), stepped.messages);
  if (ending && scene.messages.some((message) => message.state === "planned" || message.state === "held"))
    await cancelOpen(tx, scene.runId);

  const { due, refused, next } = status === "active" ? outstanding([...scene.messages, ...planned.map(asLedgerRow)], now) : nothing;
  // A message that ended while it was planned (the person has no address) has put its mail into the box already.
  const again = planned.some((row) => row.state !== "planned");
  const machine = status === "active" ? stepped.alarm : undefined;
  const answer: KeptAnswer = {
    next: ending ? "exit" : status === "paused" ? "closed" : "wait",
    ...earliest(machine, next, again ? now : undefined),
    ...(machine === undefined ? {} : { machine }),
  };
  const seq = await writeChanges(tx, {
    runId: scene.runId,
    run,
    now,
    status,
    state,
    answer,
    wakeAt: status === "active" ? wakeAtOf(answer, due, refused, now) : null,
    traces: stepped.traces,
    waits: stepped.waits,
    closed: stepped.closed,
    consumed,
  });
  const [message] = due;
  const soon = message && due.length === 1 && mayInline(tx.environmentId, message.channel);
  const prepared = soon
    ? await prepareMessage(tx, deps, { environmentId: tx.environmentId, runId: scene.runId, messageId: message.id })
    : undefined;
  return { kind: "moved", seq, next: answer.next, now, ...earliest(answer.alarm), due, refused, ...(prepared ? { prepared } : {}) };
}

/** Nothing new for the machine. What changed in the ledger alone (a message is held now) moves the time to wake. */
async function settled(tx: Tx, scene: Scene): Promise<Moved> {
  const { run, now } = scene;
  const answer = run.answer ?? { next: "wait" as const };
  if (run.status !== "active") return stored(scene, false);
  const { due, refused, next } = outstanding(scene.messages, now);
  const alarm = earliest(answer.machine, next);
  const wakeAt = due.length > 0 ? run.wakeAt : wakeAtOf(alarm, due, refused, now);
  if (wakeAt === run.wakeAt && answer.alarm === alarm.alarm) {
    return { kind: "moved", seq: run.seq, next: answer.next, now, ...alarm, due, refused };
  }
  const changes = { runId: scene.runId, run, now, status: run.status, state: run.state, answer: { ...answer, ...alarm }, wakeAt };
  const seq = await writeChanges(tx, { ...changes, traces: [], waits: [], closed: [], consumed: [] });
  return { kind: "moved", seq, next: answer.next, now, ...alarm, due, refused };
}

const nothing = { due: [], refused: [], next: undefined };

/** When somebody must have looked at the run, by whatever way: a minute later the sweep does. */
function wakeAtOf({ alarm }: { alarm?: Instant }, due: readonly LedgerRow[], refused: readonly LedgerRow[], now: Instant): Instant | null {
  if (due.length > 0) return now;
  return earliest(alarm, ...refused.map(dueAt)).alarm ?? null;
}

/** The last answer again. With mail in the box it says "wait, until now", so that the driver comes back with the right seq. */
function stored(scene: Scene, hasMail: boolean): Moved {
  const { run, now } = scene;
  if (hasMail) return { kind: "moved", seq: run.seq, next: "wait", now, alarm: now, due: [], refused: [] };
  const answer = run.answer ?? { next: "wait" as const };
  const { due, refused } = answer.next === "wait" ? outstanding(scene.messages, now) : nothing;
  return { kind: "moved", seq: run.seq, next: answer.next, now, ...earliest(answer.alarm), due, refused };
}

/** A step that cannot be taken stops this run and no other; the mail stays, so that a retry begins where this ended. */
async function getStuck(tx: Tx, scene: Scene, fault: StepFault): Promise<Moved> {
  const { run, now } = scene;
  const stuck = { node: fault.node, message: fault.message, at: now };
  const seq = await writeChanges(tx, {
    runId: scene.runId,
    run,
    now,
    status: "stuck",
    state: run.state,
    answer: { next: "closed" },
    wakeAt: null,
    stuck,
    traces: [
      {
        node: fault.node,
        visit: run.state?.visits[fault.node] ?? 0,
        kind: "stuck",
        at: now,
        because: { reason: "fault", detail: { message: fault.message } },
      },
    ],
    waits: [],
    closed: [],
    consumed: [],
  });
  return { kind: "moved", seq, next: "closed", now, due: [], refused: [] };
}

/** A stuck run reads nothing but the way out, until somebody says `resume`: then all of it. */
function usable({ run, mail }: Scene): readonly Mail[] {
  if (run.status !== "stuck" || mail.some((one) => one.kind === "resume")) return mail;
  return mail.filter((one) => one.kind === "exit" || one.kind === "cancel");
}

function alarmDue({ run, now }: Scene): boolean {
  const at = run.answer?.machine;
  return run.status === "active" && at !== undefined && at <= now;
}

function earliest(...times: (Instant | undefined)[]): { alarm?: Instant } {
  const given = times.filter((at) => at !== undefined);
  return given.length === 0 ? {} : { alarm: Math.min(...given) };
}

function asPlanningRun({ runId, run }: Scene, plan: Plan) {
  const { profileId, journeyId, versionId } = run;
  return { runId, profileId, journeyId, versionId, settings: plan.settings };
}

function asLedgerRow(row: { id: string; node: string; visit: number; channel: string; state: string }): LedgerRow {
  return { ...row, heldUntil: null, leaseUntil: null, delivered: false, opened: false, clicked: false, bounced: false };
}

function gone(ref: RunRef): JourneymanError {
  return new JourneymanError("not_found", "The run, or its person, is not in the database any more.", { context: { runId: ref.runId } });
}
