import { hintOf } from "@journeyman/channels";
import type { Channel } from "@journeyman/consent";
import { type Id, type Instant, JourneymanError, type JsonObject, newId } from "@journeyman/core";
import { parseContact, personForRendering } from "@journeyman/customers";
import { nilId, sqlJson, sqlTime, type Tx } from "@journeyman/store";
import { cancelOpen } from "../ledger/cancel.ts";
import { locked } from "../ledger/locked.ts";
import type { MessageSettings } from "../ledger/settings.ts";
import { parseContent } from "./content.ts";
import { attempt } from "./deliver.ts";
import type { DeliverDeps } from "./deps.ts";
import type { Sendable } from "./prepare.ts";
import { activeProvider } from "./provider.ts";
import { type MessageRef, readLedgerMessage } from "./read.ts";
import type { Ingredients } from "./render.ts";
import { type DeliverResult, resultOf } from "./result.ts";
import { timingOf } from "./timing.ts";

export type TestSend = {
  environmentId: Id;
  templateId: Id;
  /** What the author sees, saved or not; absent: the template's draft. */
  content?: unknown;
  /** An address of the team. */
  to: string;
  /** As whom to render; absent: the invented person, or else nobody, so that fallbacks show. */
  profileId?: Id;
  invented?: Ingredients["person"];
  event?: { name: string; at?: Instant; properties: JsonObject };
  /** Who asked for it. */
  by?: Id;
};

/** `error` is the provider's or the template's sentence, where there is one. */
export type TestSent = DeliverResult & { runId: Id; error?: string };

/**
 * Sends one template to one address, through the same ledger, claim and provider as any message: a run of its own (`preview`), a row,
 * a decision. Nobody's consent, cap or quiet hours are asked, because it is not to a customer; the suppression list, the brake and the
 * test environment's list of recipients are. Tried once. It is recorded and not counted.
 * Throws `invalid` for an address that is none, `not_found` for a template or person, `unprocessable` without a provider.
 */
export async function testSend(deps: DeliverDeps, send: TestSend): Promise<TestSent> {
  const ref: MessageRef = { environmentId: send.environmentId, runId: newId(), messageId: newId() };
  const sendable = await deps.store.tenant(send.environmentId, (tx) => begin(tx, deps, ref, send));
  try {
    const result = await attempt(deps, ref, sendable, { inline: true, timing: timingOf(deps) });
    return await end(deps, ref, sendable, result);
  } catch (error) {
    await end(deps, ref, sendable, undefined).catch(() => {});
    throw error;
  }
}

async function begin(tx: Tx, deps: DeliverDeps, ref: MessageRef, send: TestSend): Promise<Sendable> {
  const [template] = await tx.query<{ channel: Channel; draft: unknown; transactional: boolean }>(
    "message_test_template",
    "SELECT channel, draft, transactional FROM template WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, send.templateId],
  );
  if (!template) throw new JourneymanError("not_found", "There is no such template in this environment.");
  const content = parseContent(send.content ?? template.draft, template.channel);
  const kind = template.channel === "sms" ? "phone" : "email";
  const recipient = parseContact(kind, send.to);
  if (!recipient) {
    const like = kind === "phone" ? "+48 600 100 200" : "anna@example.com";
    throw new JourneymanError(
      "invalid",
      `That is not ${kind === "phone" ? "a phone number" : "an e-mail address"}; write one such as ${like}.`,
      {
        problems: [{ path: "to", message: `Write an address such as ${like}.` }],
      },
    );
  }
  const active = await activeProvider(tx, deps, template.channel);
  if (!active) {
    throw new JourneymanError(
      "unprocessable",
      `There is no active provider for ${template.channel} in this environment; add one under Settings, Providers.`,
    );
  }
  const person = send.profileId === undefined ? undefined : await personForRendering(tx, deps.vault, send.profileId);
  if (send.profileId !== undefined && !person) throw new JourneymanError("not_found", "There is no such person in this environment.");
  const settings: MessageSettings = {
    quietHours: "skip",
    preview: { hint: hintOf(kind, recipient.index), ...(send.by === undefined ? {} : { by: send.by }) },
  };
  await tx.query("message_test_begin", beginSql, [
    tx.environmentId,
    ref.runId,
    ref.messageId,
    send.profileId ?? nilId,
    nilId,
    template.channel,
    send.templateId,
    template.transactional ? "transactional" : "marketing",
    sqlJson(settings),
    sqlTime(tx.now()),
  ]);
  const message = await readLedgerMessage(tx, ref);
  const event = send.event && { id: nilId, name: send.event.name, at: send.event.at ?? tx.now(), properties: send.event.properties };
  return {
    kind: "sendable",
    message,
    readAt: tx.now(),
    active,
    cipher: send.profileId === undefined ? deps.vault.environmentCipher(tx.environmentId) : await deps.vault.personKey(tx, send.profileId),
    ingredients: { message, content, person: person ?? send.invented ?? nobody, event, to: recipient.address },
    preview: { organisationHash: deps.vault.organisationHash(tx.organisationId, kind, recipient.index) },
  };
}

const nobody = { person: {}, locale: null, time_zone: null, country: null };

const beginSql = `
WITH started AS (
  INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, preview, entered_at)
  VALUES ($1, $2, $5, $5, $4, '', true, $10::timestamptz)
)
INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, template_id, class, settings, planned_at)
VALUES ($1, $2, $3, 'test', 1, $6, $5, $4, $5, $5, $7, $8, $9::jsonb, $10::timestamptz)`;

/** The run has done what it was for. What was not sent by now is not sent later either. */
async function end(deps: DeliverDeps, ref: MessageRef, sendable: Sendable, result: DeliverResult | undefined): Promise<TestSent> {
  return locked(deps.store, ref.environmentId, sendable.message.profileId, async (tx) => {
    await cancelOpen(tx, ref.runId, "test-over");
    const [row] = await tx.query<{ state: DeliverResult["state"]; reason: string | null; error: string | null }>(
      "message_test_end",
      `WITH ended AS (UPDATE run SET status = 'ended', ended_at = $4, exit_reason = 'test' WHERE environment_id = $1 AND id = $2)
       SELECT state, reason, error FROM message WHERE environment_id = $1 AND run_id = $2 AND id = $3`,
      [tx.environmentId, ref.runId, ref.messageId, sqlTime(tx.now())],
    );
    if (!row) throw new JourneymanError("not_found", "The test's message is gone.");
    // Held by the brake: it says so, and was cancelled.
    const shown = result?.state === "held" ? result : resultOf(ref.messageId, row.state, row.reason);
    return {
      messageId: ref.messageId,
      runId: ref.runId,
      state: row.state,
      ...(shown.reason === undefined ? {} : { reason: shown.reason }),
      ...(shown.outcome ? { outcome: shown.outcome } : {}),
      ...(row.error === null ? {} : { error: row.error }),
    };
  });
}
