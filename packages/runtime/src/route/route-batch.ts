import { type Id, isJourneymanError, JourneymanError } from "@journeyman/core";
import { applyEvent, type EventRow, forwardInbox, type Merge } from "@journeyman/customers";
import type { EventFact } from "@journeyman/expressions";
import { subjectKey } from "@journeyman/node-kit";
import { isConflict, type Tx } from "@journeyman/store";
import { plansOf } from "../plans.ts";
import type { RuntimeDeps } from "../types.ts";
import { type Effects, noEffects } from "./effects.ts";
import { routeFact } from "./facts.ts";
import { type DoorState, doorKey, judgeEntries, keyHashOf } from "./judge-entries.ts";
import { judgeRuns, type Plans } from "./judge-runs.ts";
import { type InboxRow, inboxBatch, readInbox, readSurroundings, type Surroundings } from "./read.ts";
import { writeEffects, writePositions } from "./write.ts";

export type Batch =
  | { kind: "routed"; routed: number; more: boolean; also: readonly Id[]; pokes: boolean }
  /** Nothing of this row was done: these people must be locked together first. What came before it is committed. */
  | { kind: "lock"; routed: number; profileIds: readonly Id[]; pokes: boolean }
  /** The person was merged into another, with mail in the old inbox. */
  | { kind: "redirected"; into: Id };

/** A row that cannot be routed; the transaction is rolled back, and whoever called decides how often to try. */
export class RouteFault extends Error {
  readonly inboxId: Id;
  readonly profileId: Id;

  constructor(inboxId: Id, profileId: Id, cause: unknown) {
    super("An event could not be routed.", { cause });
    this.name = "RouteFault";
    this.inboxId = inboxId;
    this.profileId = profileId;
  }
}

/** A database that is away or busy is nobody's poison. */
function isPassing(error: unknown): boolean {
  return isConflict(error) || (isJourneymanError(error) && error.retryable);
}

/** Routes a person's inbox, oldest first, up to a batch or to the row `before`, in one transaction under the locks of `locked`. */
export async function routeBatch(tx: Tx, deps: RuntimeDeps, profileId: Id, locked: readonly Id[], before?: Id): Promise<Batch> {
  const inbox = await readInbox(tx, profileId);
  if (!inbox) throw new JourneymanError("not_found", "There is no such person in this environment.", { context: { profileId } });
  if (inbox.rows.length === 0) return { kind: "routed", routed: 0, more: false, also: [], pokes: false };
  if (inbox.redirectTo !== null) {
    if (!locked.includes(inbox.redirectTo)) return { kind: "redirected", into: inbox.redirectTo };
    await forwardInbox(tx, deps.vault, profileId, inbox.redirectTo);
    return { kind: "routed", routed: 0, more: false, also: [inbox.redirectTo], pokes: false };
  }
  const routing = new Routing(tx, deps, profileId, locked, inbox.position, inbox.rows);
  for (const row of inbox.rows) {
    if (before !== undefined && row.id >= before) break;
    const outcome = await routing.take(row).catch((error: unknown) => {
      throw isPassing(error) ? error : new RouteFault(row.id, profileId, error);
    });
    if (outcome !== "next") return routing.finish(outcome, inbox.rows.length === inboxBatch);
    // Several people are locked because this row brings them together; the rows after it are for another transaction, of whoever they became.
    if (locked.length > 1) return routing.finish("done", true);
  }
  return routing.finish("done", before === undefined && inbox.rows.length === inboxBatch);
}

type Outcome = "next" | "done" | "merged" | { lock: readonly Id[] };

/** One batch under way. */
class Routing {
  readonly #tx: Tx;
  readonly #deps: RuntimeDeps;
  readonly #locked: readonly Id[];
  readonly #rows: readonly InboxRow[];
  readonly #effects: Effects = noEffects();
  readonly #also = new Set<Id>();
  readonly #doors = new Map<string, DoorState>();
  #profileId: Id;
  #position: number;
  #around: { surroundings: Surroundings; plans: Plans } | undefined;
  #placed = 0;

  constructor(tx: Tx, deps: RuntimeDeps, profileId: Id, locked: readonly Id[], position: number, rows: readonly InboxRow[]) {
    this.#tx = tx;
    this.#deps = deps;
    this.#profileId = profileId;
    this.#locked = locked;
    this.#position = position;
    this.#rows = rows;
  }

  async take(row: InboxRow): Promise<Outcome> {
    const { event } = row;
    if (row.kind === "fact") {
      if (row.factId !== null) await routeFact(this.#tx, this.#effects, this.#profileId, row.factId);
      this.#effects.done.push(row.id);
      return "next";
    }
    if (!event) {
      // Purged since; there is nothing to route.
      this.#effects.done.push(row.id);
      return "next";
    }
    const applied = await applyEvent(this.#tx, this.#deps.vault, event, row, { locked: this.#locked });
    if (applied.kind === "lock") return { lock: applied.profileIds };
    if (applied.kind === "moved") {
      this.#also.add(applied.profileId);
      return "next";
    }
    if (applied.merged.length > 0) await this.#becomeOne(applied.profileId, applied.merged);
    else if (applied.touched.traits.length > 0 || event.context.timezone !== undefined) this.#around = undefined;
    await this.#judge(event);
    this.#effects.done.push(row.id);
    return applied.merged.length > 0 ? "merged" : "next";
  }

  /** Two people are one: their runs, waits and positions are read anew, and the younger run of one journey ends. */
  async #becomeOne(into: Id, merges: readonly Merge[]): Promise<void> {
    this.#profileId = into;
    this.#around = undefined;
    this.#doors.clear();
    const [row] = await this.#tx.query<{ position: number }>(
      "route_position",
      "SELECT position FROM profile WHERE environment_id = $1 AND id = $2",
      [this.#tx.environmentId, into],
    );
    this.#position = Math.max(this.#position, row?.position ?? 0);
    const at = this.#tx.now();
    for (const { runId } of merges.flatMap((merge) => merge.endRuns)) {
      this.#effects.mail.push({ runId, profileId: into, kind: "exit", payload: { reason: "merged", because: { reason: "merged" } }, at });
    }
  }

  async #judge(row: EventRow): Promise<void> {
    const now = this.#tx.now();
    const position = ++this.#position;
    this.#effects.positions.push({ eventId: row.id, position });
    const event: EventFact = { id: row.id, name: row.name, at: row.at, position, properties: row.properties };
    const { surroundings, plans } = await this.#surroundings();
    if (!row.historical) judgeRuns(this.#effects, surroundings, plans, this.#profileId, event, now);
    await judgeEntries(
      {
        tx: this.#tx,
        deps: this.#deps,
        effects: this.#effects,
        around: surroundings,
        plans,
        profileId: this.#profileId,
        doors: this.#doors,
        flushPositions: () => writePositions(this.#tx, this.#profileId, this.#unplaced()),
      },
      event,
      row.historical,
      now,
    );
  }

  /** What the batch's events may concern. Read once; again when the person has become another or lives elsewhere. */
  async #surroundings(): Promise<{ surroundings: Surroundings; plans: Plans }> {
    if (this.#around) return this.#around;
    const names = [...new Set(this.#rows.flatMap((row) => (row.event ? [row.event.name] : [])))];
    const subjects = names.map((event) => subjectKey({ event }));
    const surroundings = await readSurroundings(this.#tx, this.#profileId, names, subjects);
    this.#remember(surroundings);
    const versions = [...surroundings.runs.map((run) => run.versionId), ...surroundings.doors.map((door) => door.versionId)];
    // Without a key of its own a journey has one door a person; its state came along.
    for (const door of surroundings.doors) {
      const key = doorKey(door.journeyId, keyHashOf(""));
      if (!this.#doors.has(key))
        this.#doors.set(key, { open: door.open, ...(door.lastStart === null ? {} : { lastStart: door.lastStart }) });
    }
    this.#around = { surroundings, plans: await plansOf(this.#tx, [...new Set(versions)]) };
    return this.#around;
  }

  /** What this batch has decided already and the tables do not say yet. */
  #remember(surroundings: Surroundings): void {
    const over = new Set(this.#effects.satisfied.map(({ wait }) => `${wait.runId} ${wait.token}`));
    surroundings.waits = surroundings.waits.filter((wait) => !over.has(`${wait.runId} ${wait.token}`));
    const leaving = new Set(this.#effects.mail.filter((mail) => mail.kind === "exit").map((mail) => mail.runId));
    const converted = new Set(this.#effects.conversions.map((conversion) => conversion.runId));
    for (const { id, door, triggerEventId } of this.#effects.runs) {
      const trigger = this.#rows.find((row) => row.event?.id === triggerEventId)?.event;
      const since = Math.min(this.#tx.now(), trigger?.at ?? this.#tx.now());
      surroundings.runs.push({
        id,
        journeyId: door.journeyId,
        versionId: door.versionId,
        status: "active",
        since,
        exiting: false,
        converted: false,
      });
    }
    for (const run of surroundings.runs) {
      run.exiting ||= leaving.has(run.id);
      run.converted ||= converted.has(run.id);
    }
  }

  #unplaced(): Effects["positions"] {
    const fresh = this.#effects.positions.slice(this.#placed);
    this.#placed = this.#effects.positions.length;
    return fresh;
  }

  async finish(outcome: Exclude<Outcome, "next">, more: boolean): Promise<Batch> {
    const effects = this.#effects;
    if (effects.done.length > 0) await writeEffects(this.#tx, this.#profileId, effects, this.#unplaced(), this.#tx.now());
    const pokes = effects.mail.length > 0;
    if (typeof outcome === "object") return { kind: "lock", routed: effects.done.length, profileIds: outcome.lock, pokes };
    const also = outcome === "merged" ? [...this.#also, this.#profileId] : [...this.#also];
    return { kind: "routed", routed: effects.done.length, more: outcome === "merged" || more, also, pokes };
  }
}
