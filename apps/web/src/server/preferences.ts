import { type ConsentRecord, channelSubject, recordConsent } from "@journeyman/consent/store";
import type { Id } from "@journeyman/core";
import { linkKeyPurpose, recordFact } from "@journeyman/messages";
import { nilId, type Store, type Tx } from "@journeyman/store";
import { readToken } from "@journeyman/templates";
import type { Vault } from "@journeyman/vault";

export type PreferenceDeps = { store: Store; vault: Vault };

type Ref = { environment: Id; run: Id; message: Id; topic?: Id };

export type TopicChoice = { key: string; name: string; description: string; agreed: boolean };

/** What the page shows to whoever holds the link. No name, and of the address only its hint. */
export type Preferences = {
  workspace: string;
  postalAddress: string | null;
  channel: "email" | "sms";
  hint: string | null;
  /** The topic of the message that the link came in. */
  topic: TopicChoice | null;
  topics: TopicChoice[];
  /** Nothing of marketing comes to this address any more. */
  allRefused: boolean;
  /** A test send: nobody's consent hangs on it. */
  test: boolean;
};

type SentRow = {
  profile_id: Id;
  endpoint: Id;
  channel: "email" | "sms";
  topic: string | null;
  test: boolean;
  hint: string | null;
  workspace: string;
  postal_address: string | null;
  all_refused: boolean;
};
type TopicRow = {
  key: string;
  name: string;
  description: string;
  no_record: "opt-in" | "opt-out";
  wording: string;
  wording_version: number;
  state: "granted" | "denied" | null;
};

/** The link's token: ours and unchanged, or nothing. Both kinds of link lead to the same choices. */
function refOf(vault: Vault, token: string): Ref | undefined {
  const payload = readToken(vault.signingKey(linkKeyPurpose), token);
  return payload?.kind === "unsubscribe" || payload?.kind === "preferences" ? payload : undefined;
}

/** Undefined: the link is not ours, was changed, or its message is not kept any more. Changes nothing. */
export async function readPreferences({ store, vault }: PreferenceDeps, token: string): Promise<Preferences | undefined> {
  const ref = refOf(vault, token);
  if (!ref) return undefined;
  return store.tenant(ref.environment, async (tx) => {
    const sent = await readSent(tx, ref);
    if (!sent) return undefined;
    const rows = await readTopics(tx, sent.endpoint);
    const topics = rows.map((row) => choiceOf(row));
    return {
      workspace: sent.workspace,
      postalAddress: sent.postal_address,
      channel: sent.channel,
      hint: sent.hint,
      topic: topics.find((topic) => topic.key === sent.topic) ?? null,
      topics,
      allRefused: sent.all_refused,
      test: sent.test || sent.endpoint === nilId,
    };
  });
}

export type Choice = { kind: "topic" } | { kind: "all" } | { kind: "topics"; agreed: readonly string[] };

/**
 * Records what the person chose, at the address the message went to, under the person's lock: no message is claimed after a
 * withdrawal has committed. Any number of times. False: the link leads to nothing.
 */
export async function savePreferences({ store, vault }: PreferenceDeps, token: string, choice: Choice): Promise<boolean> {
  const ref = refOf(vault, token);
  if (!ref) return false;
  let person = (await store.tenant(ref.environment, (tx) => readSent(tx, ref)))?.profile_id;
  // The person may be merged into another one between reading and locking: then that one is to be locked.
  for (let attempt = 0; attempt < 5 && person !== undefined; attempt++) {
    const locked: Id = person;
    const outcome = await store.lockPerson(ref.environment, locked, async (tx): Promise<boolean | { elsewhere: Id }> => {
      const sent = await readSent(tx, ref);
      if (!sent) return false;
      if (sent.profile_id !== locked) return { elsewhere: sent.profile_id };
      if (sent.test || sent.endpoint === nilId) return true;
      await record(tx, ref, sent, choice);
      return true;
    });
    if (typeof outcome === "boolean") return outcome;
    person = outcome.elsewhere;
  }
  return false;
}

async function record(tx: Tx, ref: Ref, sent: SentRow, choice: Choice): Promise<void> {
  const topics = await readTopics(tx, sent.endpoint);
  const said = saidBy(choice, sent, topics);
  const base = {
    profileId: sent.profile_id,
    contactPointId: sent.endpoint,
    basis: "consent",
    method: "unsubscribe-page",
    at: tx.now(),
  } as const;
  const records: ConsentRecord[] = said.map(({ subject, state }) => {
    const topic = topics.find((row) => row.key === subject);
    const proof =
      state === "granted" && topic && topic.wording !== "" ? { wording: topic.wording, wordingVersion: topic.wording_version } : {};
    return { ...base, subject, state, ...proof };
  });
  await recordConsent(tx, records);
  for (const { subject } of said.filter((one) => one.state === "denied")) {
    await recordFact(tx, {
      providerEventId: `unsubscribed:${ref.message}:${subject}`,
      kind: "unsubscribed",
      runId: ref.run,
      messageId: ref.message,
      detail: { subject },
    });
  }
}

type Said = { subject: string; state: "granted" | "denied" };

/** Only what changes is recorded: pressing the button twice says nothing new. */
function saidBy(choice: Choice, sent: SentRow, topics: readonly TopicRow[]): Said[] {
  switch (choice.kind) {
    case "all":
      return sent.all_refused ? [] : [{ subject: channelSubject, state: "denied" }];
    case "topic": {
      if (sent.topic === null) return sent.all_refused ? [] : [{ subject: channelSubject, state: "denied" }];
      const denied = topics.find((row) => row.key === sent.topic)?.state === "denied";
      return denied ? [] : [{ subject: sent.topic, state: "denied" }];
    }
    case "topics": {
      const changed = topics.flatMap((row): Said[] => {
        const wanted = choice.agreed.includes(row.key);
        if (wanted === choiceOf(row).agreed && !(wanted && sent.all_refused)) return [];
        return [{ subject: row.key, state: wanted ? "granted" : "denied" }];
      });
      // Agreeing to a topic after refusing everything takes the whole refusal back, and keeps it for the topics left out.
      const opens = sent.all_refused && choice.agreed.length > 0;
      return opens ? [{ subject: channelSubject, state: "granted" }, ...changed] : changed;
    }
  }
}

function choiceOf(row: TopicRow): TopicChoice {
  return {
    key: row.key,
    name: row.name,
    description: row.description,
    agreed: row.state === null ? row.no_record === "opt-out" : row.state === "granted",
  };
}

async function readSent(tx: Tx, ref: Ref): Promise<SentRow | undefined> {
  const rows = await tx.query<SentRow>(
    "web_preferences_message",
    `SELECT m.profile_id, m.endpoint, m.channel, coalesce(t.key, m.topic) AS topic, m.settings ? 'preview' AS test, c.hint,
            w.name AS workspace, w.postal_address,
            EXISTS (SELECT 1 FROM consent_state s WHERE s.environment_id = $1 AND s.contact_point_id = m.endpoint AND s.subject = $5
                       AND s.state = 'denied') AS all_refused
       FROM message m
       JOIN environment e ON e.id = $1
       JOIN workspace w ON w.id = e.workspace_id
       LEFT JOIN topic t ON t.environment_id = $1 AND t.id = $4
       LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = m.endpoint
      WHERE m.environment_id = $1 AND m.run_id = $2 AND m.id = $3`,
    [ref.environment, ref.run, ref.message, ref.topic ?? null, channelSubject],
  );
  return rows[0];
}

function readTopics(tx: Tx, endpoint: Id): Promise<TopicRow[]> {
  return tx.query<TopicRow>(
    "web_preferences_topics",
    `SELECT t.key, t.name, t.description, t.no_record, t.wording, t.wording_version,
            CASE WHEN s.state = 'granted' AND s.expires_at <= now() THEN NULL ELSE s.state END AS state
       FROM topic t LEFT JOIN consent_state s ON s.environment_id = $1 AND s.contact_point_id = $2 AND s.subject = t.key
      WHERE t.environment_id = $1 AND t.archived_at IS NULL AND t.kind = 'topic' ORDER BY t.name`,
    [tx.environmentId, endpoint],
  );
}
