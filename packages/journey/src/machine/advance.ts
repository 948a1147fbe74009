import type { MachineRegistry } from "@journeyman/node-kit";
import type { Plan } from "../plan.ts";
import { Move } from "./move.ts";
import type { Advanced, Mail, RunState, World } from "./types.ts";

/** There is one path until steps that part it; its token has this name. */
const firstToken = "1";

/**
 * One move of a run: uses its mail in order, then what is due, and answers what it becomes and wants. Pure: the same inputs give the same answer, and mail
 * for a visit the run has left changes nothing. Throws `StepFault` for a step that cannot be taken; nothing has happened then.
 *
 * - An exit or a cancelling waits while a claim is open; it stays in the box with all that came after it.
 * - While paused nothing leaves a node: mail that would move the run stays in the box, exits are done, time is not looked at.
 * - What happened in time wins over a timeout that is due in the same move, by the event's own time.
 */
export function advance(plan: Plan, registry: MachineRegistry, state: RunState, mail: readonly Mail[], world: World): Advanced {
  const move = new Move(plan, registry, state, world);
  const kept: Mail[] = [];
  let exiting = false;

  const take = (letter: Mail): void => {
    if (move.ended) return;
    if (exiting && letter.kind !== "pause" && letter.kind !== "resume") {
      kept.push(letter);
      return;
    }
    switch (letter.kind) {
      case "pause":
        return pause(move);
      case "resume": {
        if (!resume(move)) return;
        // What was kept while the run was paused comes first, as it came.
        for (const earlier of kept.splice(0)) take(earlier);
        return;
      }
      case "exit":
      case "cancel": {
        if (world.claims > 0) {
          exiting = true;
          kept.push(letter);
          return;
        }
        const because = letter.kind === "exit" ? letter.because : undefined;
        return move.end(letter.reason, because ?? { reason: letter.reason });
      }
      default:
        if (move.paused) kept.push(letter);
        else use(move, letter);
    }
  };

  for (const letter of mail) take(letter);
  const resting = exiting || move.paused || move.ended || !timePassed(move, world);
  const unused = move.ended ? [] : kept.map((letter) => letter.id);
  return move.finish(unused, resting);
}

function use(move: Move, letter: Mail & { kind: "entered" | "satisfied" | "message" }): void {
  switch (letter.kind) {
    case "entered":
      if (!move.begun) move.enter(firstToken, move.plan.start);
      return;
    case "message": {
      const standing = move.standing(letter.node, letter.visit, "message");
      if (standing) move.resume(standing[0], { kind: "message", result: letter.result });
      return;
    }
    case "satisfied": {
      const [id, token] = move.standing(letter.node, letter.visit, "wait") ?? [];
      if (id === undefined || !token || id !== letter.token) return;
      // Too late by its own time: the timeout has the right of way, even if nobody has looked at the clock since.
      if (token.until !== undefined && (letter.event?.at ?? letter.at) > token.until) return;
      move.resume(id, { kind: "satisfied", name: letter.name, ...(letter.event ? { event: letter.event } : {}) });
    }
  }
}

/** Does what is due by time alone. False when the run is past its longest life and only a claim's outcome can bring it on. */
function timePassed(move: Move, world: World): boolean {
  if (move.begun && world.now >= move.lifeEnds) {
    // An exit like any other: not between a claim and its outcome, whose mail brings the run back here.
    if (world.claims > 0) return false;
    move.end("longest-life", { reason: "longest-life", detail: { longestLife: move.plan.settings.longestLife } });
    return true;
  }
  for (const [id, token] of move.tokens()) {
    // A visit that began in this advance has not been looked up among past events yet: its timeout is for the next one.
    if (token.until !== undefined && world.now >= token.until && !move.isFresh(token) && !move.ended) move.resume(id, { kind: "alarm" });
  }
  return true;
}

function pause(move: Move): void {
  if (move.paused) return;
  move.paused = true;
  for (const [, { node, visit }] of move.tokens()) move.trace({ node, visit, kind: "paused", because: { reason: "paused" } });
}

function resume(move: Move): boolean {
  if (!move.paused) return false;
  move.paused = false;
  for (const [, { node, visit }] of move.tokens()) move.trace({ node, visit, kind: "resumed", because: { reason: "resumed" } });
  return true;
}
