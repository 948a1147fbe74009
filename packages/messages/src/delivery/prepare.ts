import { type Instant, isJourneymanError } from "@journeyman/core";
import { openEvent, openPerson } from "@journeyman/customers";
import { retryOnConflict, type Tx } from "@journeyman/store";
import type { PersonCipher } from "@journeyman/vault";
import { templateContent, withOverrides } from "./content.ts";
import type { DeliverDeps } from "./deps.ts";
import { outlookOf } from "./outlook.ts";
import { type ActiveProvider, activeProvider } from "./provider.ts";
import { type LedgerMessage, type MessageRef, readLedgerMessage } from "./read.ts";
import type { Ingredients } from "./render.ts";
import type { DeliverResult } from "./result.ts";

/** What was read of a message, in one short transaction without a lock. */
export type Prepared =
  | { kind: "answer"; result: DeliverResult }
  | { kind: "give-up" | "cancel"; message: LedgerMessage }
  | { kind: "no-provider"; message: LedgerMessage }
  /** It can never be made: `reason` for the ledger, `detail` for the reader. */
  | { kind: "unmakeable"; message: LedgerMessage; reason: string; detail: string }
  | Sendable;

export type Sendable = {
  kind: "sendable";
  message: LedgerMessage;
  /** The database's clock. */
  readAt: Instant;
  active: ActiveProvider;
  cipher: PersonCipher;
  templateVersionId?: string;
  /** Absent when the person no longer has the address: consent will say so. */
  ingredients?: Ingredients;
  /** A test send's recipient, by the organisation's keyed hash. */
  preview?: { organisationHash: Uint8Array };
};

export async function prepare(deps: DeliverDeps, ref: MessageRef): Promise<Prepared> {
  return retryOnConflict(() => deps.store.tenant(ref.environmentId, (tx) => prepareMessage(tx, deps, ref)));
}

/** The same in a transaction that is open already. What it answers is for this process and this moment: it holds what was sealed, opened. */
export async function prepareMessage(tx: Tx, deps: DeliverDeps, ref: MessageRef): Promise<Prepared> {
  const message = await readLedgerMessage(tx, ref);
  const outlook = outlookOf(ref.messageId, message, tx.now());
  if (outlook.do === "answer") return { kind: "answer", result: outlook.result };
  if (outlook.do !== "send") return { kind: outlook.do, message };
  const active = await activeProvider(tx, deps, message.channel);
  if (!active) return { kind: "no-provider", message };
  try {
    return await gather(tx, deps, message, active);
  } catch (error) {
    const detail = templateFault(error);
    if (detail === undefined) throw error;
    return { kind: "unmakeable", message, reason: "template-error", detail };
  }
}

async function gather(tx: Tx, deps: DeliverDeps, message: LedgerMessage, active: ActiveProvider): Promise<Prepared> {
  const { template } = message;
  if (!template?.versionId) {
    const detail = template ? "The template was never published." : "The template does not exist any more.";
    return { kind: "unmakeable", message, reason: "template-missing", detail };
  }
  if (template.channel !== message.channel) {
    const detail = `The template is for ${template.channel}, and the step sends ${message.channel}.`;
    return { kind: "unmakeable", message, reason: "template-missing", detail };
  }
  const content = withOverrides(
    await templateContent(tx, template.versionId, message.channel),
    message.settings.overrides,
    message.channel,
  );
  const person = message.person && (await openPerson(tx, deps.vault, message.person, message.address ? [message.address] : []));
  const to = person?.contactPoints[0]?.address;
  const event = message.event ? await openEvent(tx, deps.vault, message.event) : undefined;
  return {
    kind: "sendable",
    message,
    readAt: tx.now(),
    active,
    cipher: await deps.vault.personKey(tx, message.profileId),
    templateVersionId: template.versionId,
    ...(person && to !== undefined ? { ingredients: { message, content, person, event, to } } : {}),
  };
}

/** The sentence of an error that lies in the template, which the same template will have again; undefined for all others. */
export function templateFault(error: unknown): string | undefined {
  if (!isJourneymanError(error)) return undefined;
  return error.code === "unprocessable" || error.code === "not_found" ? error.message : undefined;
}
