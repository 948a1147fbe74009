import { type ConsentMethod, type ConsentRecord, channelSubject, recordConsent } from "@journeyman/consent/store";
import type { Id } from "@journeyman/core";
import { nilId, type Store, type Tx } from "@journeyman/store";
import { recordFact } from "../facts/record-fact.ts";

/** What the links in a message name. */
export type LinkedMessage = { environment: Id; run: Id; message: Id; topic?: Id };

/** Whom a message went to, as far as consent hangs on it. */
export type Addressee = {
  profileId: Id;
  endpoint: Id;
  /** The link's topic, else the message's own; the whole channel where there is none. */
  subject: string;
  /** A test send: nobody's consent hangs on it. */
  test: boolean;
};

export type Answer = Pick<ConsentRecord, "subject" | "state" | "wording" | "wordingVersion">;

/** `gone`: the message is not kept any more, so nobody knows whose consent it is. */
export type AnswerOutcome = "recorded" | "nothing-to-record" | "gone";

/**
 * Records what somebody says through a link, at the address that the message went to, under the person's lock: no message is claimed after
 * a withdrawal has committed. Any number of times: a refusal that stands is not recorded again. `answersOf` is asked under the lock.
 */
export async function recordAnswer(
  store: Store,
  link: LinkedMessage,
  method: ConsentMethod,
  answersOf: (tx: Tx, addressee: Addressee) => Promise<readonly Answer[]> | readonly Answer[],
): Promise<AnswerOutcome> {
  let person = (await store.tenant(link.environment, (tx) => readAddressee(tx, link)))?.profileId;
  // The person may be merged into another one between reading and locking: then that one is to be locked.
  for (let attempt = 0; attempt < 5 && person !== undefined; attempt++) {
    const locked = person;
    const outcome = await store.lockPerson(link.environment, locked, async (tx): Promise<AnswerOutcome | { elsewhere: Id }> => {
      const addressee = await readAddressee(tx, link);
      if (!addressee) return "gone";
      if (addressee.profileId !== locked) return { elsewhere: addressee.profileId };
      if (addressee.test) return "nothing-to-record";
      await record(tx, link, addressee, method, await answersOf(tx, addressee));
      return "recorded";
    });
    if (typeof outcome === "string") return outcome;
    person = outcome.elsewhere;
  }
  return "gone";
}

export async function readAddressee(tx: Tx, link: LinkedMessage): Promise<Addressee | undefined> {
  const [addressee] = await tx.query<Addressee>(
    "message_addressee",
    `SELECT m.profile_id AS "profileId", m.endpoint, coalesce(t.key, m.topic, $5) AS subject, m.settings ? 'preview' OR m.endpoint = $6 AS test
       FROM message m LEFT JOIN topic t ON t.environment_id = $1 AND t.id = $4
      WHERE m.environment_id = $1 AND m.run_id = $2 AND m.id = $3`,
    [link.environment, link.run, link.message, link.topic ?? null, channelSubject, nilId],
  );
  return addressee;
}

async function record(
  tx: Tx,
  link: LinkedMessage,
  { profileId, endpoint }: Addressee,
  method: ConsentMethod,
  answers: readonly Answer[],
): Promise<void> {
  const refusals = answers.filter(({ state }) => state === "denied").map(({ subject }) => subject);
  const standing = await tx.query<{ subject: string }>(
    "message_standing_refusals",
    "SELECT subject FROM consent_state WHERE environment_id = $1 AND contact_point_id = $2 AND subject = ANY($3) AND state = 'denied'",
    [tx.environmentId, endpoint, refusals],
  );
  const stands = new Set(standing.map(({ subject }) => subject));
  await recordConsent(
    tx,
    answers
      .filter(({ subject, state }) => state === "granted" || !stands.has(subject))
      .map((answer) => ({ ...answer, profileId, contactPointId: endpoint, basis: "consent", method, at: tx.now() })),
  );
  for (const subject of refusals) {
    await recordFact(tx, {
      providerEventId: `unsubscribed:${link.message}:${subject}`,
      kind: "unsubscribed",
      runId: link.run,
      messageId: link.message,
      detail: { subject },
    });
  }
}
