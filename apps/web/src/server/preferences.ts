import { channelSubject } from "@journeyman/consent/store";
import type { Id } from "@journeyman/core";
import { type Answer, type LinkedMessage, linkKeyPurpose, readAddressee, recordAnswer } from "@journeyman/messages";
import type { Store, Tx } from "@journeyman/store";
import { readToken } from "@journeyman/templates";
import type { Vault } from "@journeyman/vault";

export type PreferenceDeps = { store: Store; vault: Vault };

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

type PageRow = { channel: "email" | "sms"; hint: string | null; workspace: string; postal_address: string | null };
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
function linkOf(vault: Vault, token: string): LinkedMessage | undefined {
  const payload = readToken(vault.signingKey(linkKeyPurpose), token);
  return payload?.kind === "unsubscribe" || payload?.kind === "preferences" ? payload : undefined;
}

/** Undefined: the link is not ours, was changed, or its message is not kept any more. Changes nothing. */
export async function readPreferences({ store, vault }: PreferenceDeps, token: string): Promise<Preferences | undefined> {
  const link = linkOf(vault, token);
  if (!link) return undefined;
  return store.tenant(link.environment, async (tx) => {
    const addressee = await readAddressee(tx, link);
    const page = await readPage(tx, link);
    if (!addressee || !page) return undefined;
    const topics = (await readTopics(tx, addressee.endpoint)).map(choiceOf);
    return {
      workspace: page.workspace,
      postalAddress: page.postal_address,
      channel: page.channel,
      hint: page.hint,
      topic: topics.find((topic) => topic.key === addressee.subject) ?? null,
      topics,
      allRefused: await refusesAll(tx, addressee.endpoint),
      test: addressee.test,
    };
  });
}

export type Choice = { kind: "topic" } | { kind: "all" } | { kind: "topics"; agreed: readonly string[] };

/** Records what the person chose. Any number of times. False: the link leads to nothing. */
export async function savePreferences({ store, vault }: PreferenceDeps, token: string, choice: Choice): Promise<boolean> {
  const link = linkOf(vault, token);
  if (!link) return false;
  const outcome = await recordAnswer(store, link, "unsubscribe-page", async (tx, { endpoint, subject }) => {
    if (choice.kind === "all") return [{ subject: channelSubject, state: "denied" }];
    if (choice.kind === "topic") return [{ subject, state: "denied" }];
    return answersOf(choice.agreed, await readTopics(tx, endpoint), await refusesAll(tx, endpoint));
  });
  return outcome !== "gone";
}

/** Only what changes, each agreement with the wording that it was given to. */
function answersOf(agreed: readonly string[], topics: readonly TopicRow[], allRefused: boolean): Answer[] {
  const changed = topics.flatMap((row): Answer[] => {
    const wanted = agreed.includes(row.key);
    if (wanted === choiceOf(row).agreed && !(wanted && allRefused)) return [];
    if (!wanted) return [{ subject: row.key, state: "denied" }];
    const proof = row.wording === "" ? {} : { wording: row.wording, wordingVersion: row.wording_version };
    return [{ subject: row.key, state: "granted", ...proof }];
  });
  // Agreeing to a topic after refusing everything takes the whole refusal back, and keeps it for the topics left out.
  return allRefused && agreed.length > 0 ? [{ subject: channelSubject, state: "granted" }, ...changed] : changed;
}

function choiceOf(row: TopicRow): TopicChoice {
  return {
    key: row.key,
    name: row.name,
    description: row.description,
    agreed: row.state === null ? row.no_record === "opt-out" : row.state === "granted",
  };
}

async function readPage(tx: Tx, link: LinkedMessage): Promise<PageRow | undefined> {
  const [page] = await tx.query<PageRow>(
    "web_preferences_page",
    `SELECT m.channel, c.hint, w.name AS workspace, w.postal_address
       FROM message m
       JOIN environment e ON e.id = $1
       JOIN workspace w ON w.id = e.workspace_id
       LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = m.endpoint
      WHERE m.environment_id = $1 AND m.run_id = $2 AND m.id = $3`,
    [link.environment, link.run, link.message],
  );
  return page;
}

async function refusesAll(tx: Tx, endpoint: Id): Promise<boolean> {
  const refusals = await tx.query(
    "web_preferences_refusal",
    "SELECT 1 FROM consent_state WHERE environment_id = $1 AND contact_point_id = $2 AND subject = $3 AND state = 'denied'",
    [tx.environmentId, endpoint, channelSubject],
  );
  return refusals.length > 0;
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
