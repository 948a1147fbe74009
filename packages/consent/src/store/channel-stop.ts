import type { Id, Instant } from "@journeyman/core";
import type { Store, Tx } from "@journeyman/store";
import { channelSubject, recordConsent } from "./record.ts";

/** A reply on the channel itself, found by the blind index of the address it came from. */
export type ChannelReply = { kind: "email" | "phone"; addressHash: Uint8Array; at: Instant; wording?: string };

/** STOP: nothing more on this channel to this address, whoever has it in this environment. Answers how many contact points it concerned. */
export function applyChannelStop(store: Store, environmentId: Id, reply: ChannelReply): Promise<number> {
  return apply(store, environmentId, reply, "denied");
}

/** START takes a STOP back; it agrees to no topic. */
export function applyChannelStart(store: Store, environmentId: Id, reply: ChannelReply): Promise<number> {
  return apply(store, environmentId, reply, "granted");
}

type Point = { id: Id; profile_id: Id };

async function apply(store: Store, environmentId: Id, reply: ChannelReply, state: "granted" | "denied"): Promise<number> {
  let people: Id[] = await store.tenant(environmentId, async (tx) => (await pointsOf(tx, reply)).map((point) => point.profile_id));
  while (people.length > 0) {
    const locked = new Set(people);
    const done = await store.lockPerson(environmentId, [...locked], async (tx) => {
      // Who has the address may have changed before the locks were held (a merge, a new contact point): then lock those and look again.
      const points = await pointsOf(tx, reply);
      if (points.some((point) => !locked.has(point.profile_id))) return { again: points.map((point) => point.profile_id) };
      await recordConsent(
        tx,
        points.map((point) => ({
          profileId: point.profile_id,
          contactPointId: point.id,
          subject: channelSubject,
          state,
          basis: "consent",
          method: state === "denied" ? "stop" : "start",
          wording: reply.wording ?? null,
          at: reply.at,
        })),
      );
      return { count: points.length };
    });
    if ("count" in done) return done.count ?? 0;
    people = done.again;
  }
  return 0;
}

function pointsOf(tx: Tx, reply: ChannelReply): Promise<Point[]> {
  return tx.query<Point>(
    "consent_points_of_address",
    "SELECT id, profile_id FROM contact_point WHERE environment_id = $1 AND kind = $2 AND address_hash = $3",
    [tx.environmentId, reply.kind, reply.addressHash],
  );
}
