import type { Id } from "@journeyman/core";
import { isJourneymanError, JourneymanError } from "@journeyman/core";
import { type Collected, type CollectedEvent, collect } from "@journeyman/customers";
import { channels, notify, retryOnConflict, type Store, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

/** So many events in one transaction, unless one request alone has more. */
const mostInBatch = 1000;
/** So many events may wait in this process; more are refused, for the sender to try again. */
const mostWaiting = 50_000;

export type GroupCommit = {
  /** Commits the events, together with those of other requests of the environment that wait at the same time. Resolves after the commit. */
  submit(environmentId: Id, events: CollectedEvent[]): Promise<void>;
  /** Waits until all that was submitted is committed or failed. */
  idle(): Promise<void>;
};

type Request = { events: CollectedEvent[]; resolve: () => void; reject: (error: unknown) => void };
type Queue = { waiting: Request[]; running: Promise<void> | undefined };

/**
 * One transaction at a time for each environment: while it commits the next one gathers, so many small requests share a commit, a busy
 * collector makes large batches by itself, and one person's events keep their order.
 */
export function createGroupCommit(store: Store, vault: Vault): GroupCommit {
  const queues = new Map<Id, Queue>();
  let waiting = 0;

  async function drain(environmentId: Id, queue: Queue): Promise<void> {
    while (queue.waiting.length > 0) {
      const batch = nextBatch(queue.waiting);
      await commitBatch(environmentId, batch);
      for (const request of batch) waiting -= request.events.length;
    }
    queue.running = undefined;
    queues.delete(environmentId);
  }

  async function commitBatch(environmentId: Id, batch: readonly Request[]): Promise<void> {
    try {
      await write(
        environmentId,
        batch.flatMap((request) => request.events),
      );
      for (const request of batch) request.resolve();
    } catch (error) {
      // One request's events may be what the database refuses. Then each stands for itself, so that nobody fails for another's.
      if (batch.length === 1 || (isJourneymanError(error) && error.retryable)) {
        for (const request of batch) request.reject(error);
        return;
      }
      for (const request of batch) await commitBatch(environmentId, [request]);
    }
  }

  function write(environmentId: Id, events: CollectedEvent[]): Promise<Collected> {
    return retryOnConflict(() =>
      store.tenant(environmentId, async (tx) => {
        const collected = await collect(tx, vault, events);
        await tellRouter(tx, collected.people);
        return collected;
      }),
    );
  }

  return {
    submit(environmentId, events) {
      if (waiting + events.length > mostWaiting) {
        return Promise.reject(
          new JourneymanError("unavailable", "The collector has more events waiting than it can hold. Send them again in a moment."),
        );
      }
      waiting += events.length;
      return new Promise((resolve, reject) => {
        const queue = queues.get(environmentId) ?? { waiting: [], running: undefined };
        queues.set(environmentId, queue);
        queue.waiting.push({ events, resolve, reject });
        queue.running ??= Promise.resolve().then(() => drain(environmentId, queue));
      });
    },
    async idle() {
      while (queues.size > 0) await Promise.all([...queues.values()].flatMap((queue) => queue.running ?? []));
    },
  };
}

function nextBatch(waiting: Request[]): Request[] {
  let events = 0;
  const until = waiting.findIndex((request, i) => {
    events += request.events.length;
    return i > 0 && events > mostInBatch;
  });
  return waiting.splice(0, until === -1 ? waiting.length : until);
}

/** One NOTIFY a transaction: it takes a lock over the whole server while committing. */
export async function tellRouter(tx: Tx, people: readonly Id[]): Promise<void> {
  const [only] = people;
  if (only === undefined) return;
  await notify(tx, channels.inbox, people.length === 1 ? `${tx.environmentId}:${only}` : `${tx.environmentId}:*`);
}
