import { channelSubject, recordConsent } from "@journeyman/consent/store";
import type { Id } from "@journeyman/core";
import { recordFact } from "@journeyman/messages";
import { nilId, type Tx } from "@journeyman/store";
import type { IngestDeps } from "../deps.ts";

type Sent = { profile_id: Id; endpoint: Id; topic: string | null; preview: boolean; topic_of_token: string | null; denied: boolean };

/** `gone`: the message is not kept any more, so nobody knows whose consent it is. */
export type Withdrawn = "withdrawn" | "nothing-to-withdraw" | "gone";

/**
 * Takes back the consent to the token's topic (the whole channel, where a message has none) at the address the message went to, under the
 * person's lock: no message is claimed after this has committed. Any number of times.
 */
export async function withdraw(deps: IngestDeps, token: { environment: Id; run: Id; message: Id; topic?: Id }): Promise<Withdrawn> {
  const { store } = deps;
  let person = (await store.tenant(token.environment, (tx) => readSent(tx, token)))?.profile_id;
  // The person may be merged into another one between reading and locking: then that one is to be locked.
  for (let attempt = 0; attempt < 5 && person !== undefined; attempt++) {
    const locked = person;
    const outcome = await store.lockPerson(token.environment, locked, async (tx): Promise<Withdrawn | { elsewhere: Id }> => {
      const sent = await readSent(tx, token);
      if (!sent) return "gone";
      if (sent.profile_id !== locked) return { elsewhere: sent.profile_id };
      if (sent.preview || sent.endpoint === nilId) return "nothing-to-withdraw";
      const subject = subjectOf(sent);
      if (!sent.denied) {
        await recordConsent(tx, [
          {
            profileId: locked,
            contactPointId: sent.endpoint,
            subject,
            state: "denied",
            basis: "consent",
            method: "one-click",
            at: tx.now(),
          },
        ]);
      }
      await recordFact(tx, {
        providerEventId: `unsubscribed:${token.message}:${subject}`,
        kind: "unsubscribed",
        runId: token.run,
        messageId: token.message,
        detail: { subject },
      });
      return "withdrawn";
    });
    if (typeof outcome === "string") return outcome;
    person = outcome.elsewhere;
  }
  return "gone";
}

function subjectOf(sent: Sent): string {
  return sent.topic_of_token ?? sent.topic ?? channelSubject;
}

async function readSent(tx: Tx, token: { environment: Id; run: Id; message: Id; topic?: Id }): Promise<Sent | undefined> {
  const rows = await tx.query<Sent>(
    "ingest.sent_message",
    `SELECT m.profile_id, m.endpoint, m.topic, m.settings ? 'preview' AS preview, t.key AS topic_of_token,
            EXISTS (SELECT 1 FROM consent_state s WHERE s.environment_id = $1 AND s.contact_point_id = m.endpoint
                       AND s.subject = coalesce(t.key, m.topic, $5) AND s.state = 'denied') AS denied
       FROM message m LEFT JOIN topic t ON t.environment_id = $1 AND t.id = $4
      WHERE m.environment_id = $1 AND m.run_id = $2 AND m.id = $3`,
    [token.environment, token.run, token.message, token.topic ?? null, channelSubject],
  );
  return rows[0];
}
