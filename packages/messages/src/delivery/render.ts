import type { OutgoingMessage } from "@journeyman/channels/providers";
import { JourneymanError } from "@journeyman/core";
import { type RenderableEvent, type RenderablePerson, zoneOf } from "@journeyman/customers";
import { type EmailContent, renderEmail, renderSms, type SmsContent, type TemplateContent } from "@journeyman/templates";
import type { DeliverDeps } from "./deps.ts";
import { messageLinks } from "./links.ts";
import type { ActiveProvider } from "./provider.ts";
import type { LedgerMessage, MessageRef } from "./read.ts";

/** All that a message is made from. */
export type Ingredients = {
  message: LedgerMessage;
  content: TemplateContent;
  person: Pick<RenderablePerson, "person" | "locale" | "time_zone" | "country">;
  event: RenderableEvent | undefined;
  to: string;
};

/** Makes the message, and stores the addresses its links lead to. No lock is held. Throws `unprocessable` when the template fails. */
export async function render(deps: DeliverDeps, ref: MessageRef, from: Ingredients, active: ActiveProvider): Promise<OutgoingMessage> {
  const { message, content, person, event } = from;
  const links = messageLinks(deps, ref, { tracking: message.tracking, topicId: message.topicId });
  const input = {
    class: message.class,
    links: links.signer,
    person: person.person,
    ...(event ? { event: { name: event.name, at: new Date(event.at).toISOString(), properties: event.properties } } : {}),
    variables: message.variables,
    zone: zoneOf(person, message.settings.journey?.timeZone, message.workspaceZone),
    ...(person.locale === null ? {} : { locale: person.locale }),
    ...(message.postalAddress === null ? {} : { postalAddress: message.postalAddress }),
  };
  const head = {
    messageId: ref.messageId,
    channel: message.channel,
    to: from.to,
    ...(active.provider.capabilities.deliveryReceipts
      ? { callbackUrl: `${deps.publicUrls.ingest.replace(/\/+$/, "")}/webhooks/${active.webhookToken}?message=${ref.messageId}` }
      : {}),
  };
  const made: OutgoingMessage =
    message.channel === "sms"
      ? { ...head, text: (await renderSms({ ...input, content: content as SmsContent })).text, headers: {} }
      : { ...head, ...mailOf(await renderEmail({ ...input, content: content as EmailContent })) };
  if (made.text.trim() === "" && !made.html) {
    throw new JourneymanError("unprocessable", "The template comes to nothing for this person; an empty message is not sent.");
  }
  await links.store(deps.store);
  return made;
}

function mailOf(mail: Awaited<ReturnType<typeof renderEmail>>): Pick<OutgoingMessage, "subject" | "html" | "text" | "headers"> {
  return { subject: mail.subject, html: mail.html, text: mail.text, headers: mail.headers };
}
