import { type Id, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { type TestWorkspace, testWorkspace } from "@journeyman/testing";
import {
  applyEvent,
  type Collected,
  type CollectedEvent,
  collect,
  type EventRow,
  forwardInbox,
  type IdentityRef,
  type Merge,
  redirectOf,
} from "../index.ts";

/** A database, a vault and the smallest thing that routes: for tests of this package, which lies below the real router. */
export type World = Pick<TestWorkspace, "database" | "vault" | "environmentId"> & {
  tenant<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  send(...events: Partial<CollectedEvent>[]): Promise<Collected>;
  /** Applies all that waits, in order; answers the merges. */
  route(): Promise<Merge[]>;
  /** The person an id leads to. */
  who(kind: "user_id" | "anonymous_id" | "external_id", value: string): Promise<Id | undefined>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const { database, environmentId, vault } = await testWorkspace();
  const tenant = <T>(fn: (tx: Tx) => Promise<T>) => database.store.tenant(environmentId, fn);

  async function routeOne(): Promise<Merge[] | undefined> {
    const [next] = await tenant((tx) =>
      tx.query<{ id: Id; profile_id: Id; event_id: Id; identities: IdentityRef[] | null }>(
        "test.next",
        "SELECT id, profile_id, event_id, identities FROM inbox WHERE environment_id = $1 ORDER BY id LIMIT 1",
        [environmentId],
      ),
    );
    if (!next) return undefined;
    for (let locked: readonly Id[] = [next.profile_id]; ; ) {
      const outcome = await database.store.lockPerson(environmentId, locked, async (tx) => {
        const into = await redirectOf(tx, next.profile_id);
        if (into !== undefined) {
          await forwardInbox(tx, vault, next.profile_id, into);
          return { kind: "moved" as const };
        }
        const [event] = await tx.query<EventRow>("test.event", "SELECT * FROM event WHERE environment_id = $1 AND id = $2", [
          environmentId,
          next.event_id,
        ]);
        if (!event) throw new Error("an inbox row without its event");
        const applied = await applyEvent(tx, vault, event, next, { locked });
        if (applied.kind !== "applied") return applied;
        await tx.run("DELETE FROM inbox WHERE environment_id = $1 AND id = $2", [environmentId, next.id]);
        await tx.run(
          `WITH p AS (UPDATE profile SET position = position + 1 WHERE environment_id = $1 AND id = $2 RETURNING position)
           UPDATE event SET position = p.position FROM p WHERE environment_id = $1 AND event.id = $3`,
          [environmentId, applied.profileId, event.id],
        );
        return applied;
      });
      if (outcome.kind === "moved") return [];
      if (outcome.kind === "applied") return [...outcome.merged];
      locked = outcome.profileIds;
    }
  }

  return {
    database,
    vault,
    environmentId,
    tenant,
    send: (...events) => tenant((tx) => collect(tx, vault, events.map(complete))),
    async route() {
      const merges: Merge[] = [];
      for (;;) {
        const found = await routeOne();
        if (found === undefined) return merges;
        merges.push(...found);
      }
    },
    who: (kind, value) =>
      tenant(async (tx) => {
        const rows = await tx.query<{ profile_id: Id }>(
          "test.who",
          "SELECT profile_id FROM identity WHERE environment_id = $1 AND kind = $2 AND value_hash = $3",
          [environmentId, kind, vault.blindIndex(environmentId, kind, value)],
        );
        return rows[0]?.profile_id;
      }),
    close: () => database.drop(),
  };
}

function complete(event: Partial<CollectedEvent>): CollectedEvent {
  return {
    messageId: newId(),
    type: "track",
    name: event.type === "identify" ? "Identified" : "Order Completed",
    at: Date.now(),
    properties: {},
    traits: {},
    context: {},
    sourceId: null,
    historical: false,
    trusted: true,
    depth: 0,
    ...event,
  };
}
