import type { Instant } from "@journeyman/core";
import type { EventFact } from "@journeyman/expressions";
import { advance } from "../machine/advance.ts";
import { begin } from "../machine/state.ts";
import type { Mail, PlannedWait, RunState, TraceEntry } from "../machine/types.ts";
import { waitMatches } from "../machine/waits.ts";
import { type EntryMatch, matchEntry, matchExit, matchGoal } from "../machine/ways.ts";
import { type Engagement, messageFacts, Person } from "./person.ts";
import type { SimulatedDelivery, SimulatedEvent, SimulatedMessage, Simulation, SimulationInput } from "./types.ts";

type Coming =
  | { at: Instant; kind: "event"; event: SimulatedEvent }
  | { at: Instant; kind: "outcome"; message: SimulatedMessage; delivery: SimulatedDelivery }
  | { at: Instant; kind: "engagement"; engagement: Omit<Engagement, "position"> };

const order = { event: 0, outcome: 1, engagement: 2 } as const;

/** One person and at most one run, between two moments of a virtual clock. */
export class SimulatedRun {
  now: Instant;
  advances = 0;
  readonly #input: SimulationInput;
  readonly #person: Person;
  #coming: Coming[];
  #state: RunState | undefined;
  #trigger: EventFact | undefined;
  #entryPosition = 0;
  /** What the person did before this, by its own time, is no concern of the run: its trigger's time, which a late event has behind the entry's. */
  #since: Instant = 0;
  #alarm: Instant | undefined;
  #waits: (PlannedWait & { after: number })[] = [];
  #mail: Mail[] = [];
  #trace: TraceEntry[] = [];
  #messages: SimulatedMessage[] = [];
  #engagement: Engagement[] = [];
  #goals: Simulation["goals"][number][] = [];
  #refused: (EntryMatch & { kind: "refused" }) | undefined;
  #letters = 0;

  constructor(input: SimulationInput) {
    this.#input = input;
    this.now = input.start;
    this.#person = new Person(input.person);
    this.#coming = input.events.map((event) => ({ at: event.at, kind: "event" as const, event }));
  }

  /** Moves to the next thing that happens; false when there is none before the end. */
  step(): boolean {
    if (this.#mail.length > 0) return this.#advance();
    const next = this.#next();
    const due = this.#state?.ended ? undefined : this.#alarm;
    if (next && (due === undefined || next.at <= due)) {
      if (next.at > this.#input.until) return false;
      this.#coming = this.#coming.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      this.#happen(next);
      return true;
    }
    if (due === undefined || due > this.#input.until) return false;
    this.now = Math.max(this.now, due);
    return this.#advance();
  }

  result(stuck?: Simulation["stuck"]): Simulation {
    const ended = this.#state?.ended;
    return {
      ...(this.#state ? { enteredAt: this.#state.enteredAt, state: this.#state } : {}),
      ...(this.#refused && !this.#state ? { refused: this.#refused } : {}),
      trace: this.#trace,
      messages: this.#messages,
      goals: this.#goals,
      ...(ended ? { exit: ended } : {}),
      ...(stuck ? { stuck } : {}),
      now: this.now,
      advances: this.advances,
    };
  }

  #next(): Coming | undefined {
    let first: Coming | undefined;
    for (const one of this.#coming) {
      if (!first || one.at < first.at || (one.at === first.at && order[one.kind] < order[first.kind])) first = one;
    }
    return first;
  }

  #happen(coming: Coming): void {
    if (coming.kind === "event") this.#route(this.#person.record(coming.event));
    else if (coming.kind === "outcome") this.#outcome(coming.message, coming.delivery);
    else this.#engage({ ...coming.engagement, position: this.#person.next() });
  }

  /** The fixed order: exits, waits, goals, entries. */
  #route(event: EventFact): void {
    const { plan } = this.#input;
    const run = this.#state;
    if (!run) return this.#enter(event);
    const about = { enteredAt: this.#since, zone: this.#person.zone };
    const goal = matchGoal(plan, event, about, this.now);
    if (goal) this.#goals.push({ ...goal, at: event.at });
    if (run.ended) return;
    const exit = matchExit(plan, event, about, this.now);
    if (exit) this.#post({ kind: "exit", reason: exit.exit.reason, because: { reason: exit.exit.reason, readings: exit.readings } });
    this.#satisfyByEvent(event);
  }

  #enter(event: EventFact): void {
    const { plan } = this.#input;
    const match = matchEntry(plan, event, this.#person.facts(event, []), this.now);
    if (match.kind === "refused") this.#refused = match;
    if (match.kind !== "enters") return;
    this.#trigger = event;
    this.#entryPosition = event.position;
    this.#since = Math.min(event.at, this.now);
    this.#state = begin(plan, this.now);
    this.#post({ kind: "entered" });
  }

  #outcome(message: SimulatedMessage, { outcome, state, reason, engagement = [] }: SimulatedDelivery): void {
    if (this.#state?.ended) return;
    message.result = { outcome, state, ...(reason === undefined ? {} : { reason }) };
    message.resultAt = this.now;
    this.#post({ kind: "message", node: message.node, visit: message.visit, result: message.result });
    for (const { state: seen, afterMs } of engagement) {
      const at = this.now + afterMs;
      this.#coming.push({ at, kind: "engagement", engagement: { node: message.node, visit: message.visit, state: seen, at } });
    }
  }

  #engage(engagement: Engagement): void {
    this.#engagement.push(engagement);
    if (this.#state?.ended) return;
    this.#satisfyByEngagement(engagement);
  }

  /** The first wait of a visit that fits is satisfied, and the visit's others with it. */
  #satisfy(fits: (wait: PlannedWait & { after: number }) => boolean, { id, name, at }: { id: string; name: string; at: Instant }): void {
    const found = this.#waits.find(fits);
    if (!found) return;
    const { token, node, visit, name: port } = found;
    this.#waits = this.#waits.filter((wait) => !(wait.node === node && wait.visit === visit));
    this.#post({ kind: "satisfied", token, node, visit, name: port, event: { id, name, at } });
  }

  #post(letter: Letter): void {
    this.#mail.push({ ...letter, id: `mail-${++this.#letters}`, at: this.now });
  }

  #advance(): boolean {
    if (!this.#state) return false;
    this.advances++;
    const facts = this.#person.facts(this.#trigger, messageFacts(this.#messages, this.#engagement));
    const moved = advance(this.#input.plan, this.#input.registry, this.#state, this.#mail, { now: this.now, facts, claims: 0 });
    this.#mail = [];
    this.#state = moved.state;
    this.#trace.push(...moved.traces);
    this.#alarm = moved.alarm;
    this.#waits = this.#waits.filter((wait) => !moved.closed.some((one) => one.node === wait.node && one.visit === wait.visit));
    for (const request of moved.messages) this.#send({ ...request, at: this.now });
    this.#register(moved.waits);
    return true;
  }

  #send(message: SimulatedMessage): void {
    this.#messages.push(message);
    const delivery = this.#input.deliver?.(message) ?? { outcome: "done" as const, state: "accepted" };
    this.#coming.push({ at: this.now + (delivery.afterMs ?? 0), kind: "outcome", message, delivery });
  }

  /** What happened between the run's entry and now counts for waits that look back to it: the earliest wins, whichever wait it is for. */
  #register(waits: readonly PlannedWait[]): void {
    this.#waits.push(
      ...waits.map((wait) => ({ ...wait, from: this.#since, after: wait.since === "entry" ? this.#entryPosition : this.#person.position })),
    );
    const past = [
      ...this.#person
        .eventsAfter(this.#entryPosition)
        .map((event) => ({ position: event.position, retry: () => this.#satisfyByEvent(event) })),
      ...this.#engagement.map((one) => ({ position: one.position, retry: () => this.#satisfyByEngagement(one) })),
    ];
    if (waits.some((wait) => wait.since === "entry")) for (const one of past.sort((a, b) => a.position - b.position)) one.retry();
  }

  #satisfyByEvent(event: EventFact): void {
    this.#satisfy((wait) => event.position > wait.after && waitMatches(wait, event, this.now, this.#person.zone), event);
  }

  #satisfyByEngagement(one: Engagement): void {
    this.#satisfy((wait) => one.position > wait.after && isAbout(wait, one), { id: `fact-${one.position}`, name: one.state, at: one.at });
  }
}

type Letter = Mail extends infer One ? (One extends Mail ? Omit<One, "id" | "at"> : never) : never;

/** An open is implied by a click, and a delivery by both, as in the ledger. */
const implied = {
  delivered: ["delivered", "opened", "clicked"],
  opened: ["opened", "clicked"],
  clicked: ["clicked"],
  bounced: ["bounced"],
} as const;

function isAbout(wait: Pick<PlannedWait, "subject" | "from" | "until">, { node, state, at }: Engagement): boolean {
  if (!("message" in wait.subject) || wait.subject.message !== node) return false;
  if (at < wait.from || (wait.until !== undefined && at > wait.until)) return false;
  return (implied[wait.subject.state] as readonly string[]).includes(state);
}
