import { isId } from "@journeyman/core";
import { normalisePhone } from "../phone.ts";
import { replyIntent } from "../replies.ts";
import type { FactKind, InboundMessage, ProviderFact } from "./types.ts";

/** `queued` and `sending` say no more than the answer to our call did; `read` is WhatsApp's. */
const kinds: Readonly<Record<string, FactKind>> = {
  accepted: "accepted",
  sent: "accepted",
  delivered: "delivered",
  read: "opened",
  undelivered: "bounced",
  failed: "failed",
};
/** Error codes of a number that will never take a message: unknown, landline, unreachable carrier. */
const unknownNumber = new Set(["30005", "30006", "21211", "21614"]);

/** A status callback as a fact. Each status comes once a message, so both make the event's id. */
export function statusFacts(rawBody: string, url: string): ProviderFact[] {
  const params = new URLSearchParams(rawBody);
  const sid = params.get("MessageSid") ?? params.get("SmsSid");
  const status = (params.get("MessageStatus") ?? params.get("SmsStatus") ?? "").toLowerCase();
  const kind = kinds[status];
  if (!sid || kind === undefined || status === "received") return [];
  const messageId = messageIdIn(url);
  const error = params.get("ErrorCode");
  return [
    {
      providerEventId: `${sid}:${status}`,
      kind,
      providerMessageId: sid,
      ...(messageId === undefined ? {} : { messageId }),
      detail: { status, ...(error ? { code: error, permanent: unknownNumber.has(error) } : {}) },
    },
  ];
}

/** An SMS from a person. Undefined when the form is none, or its sender is not a number (an alphanumeric one cannot be answered). */
export function inboundMessage(rawBody: string): InboundMessage | undefined {
  const params = new URLSearchParams(rawBody);
  const sid = params.get("MessageSid") ?? params.get("SmsMessageSid");
  const body = params.get("Body");
  const from = normalisePhone(params.get("From") ?? "");
  if (!sid || body === null || from === undefined || params.has("MessageStatus")) return undefined;
  // Twilio's own opt-out handling, where it is switched on, says what it understood.
  const twilioSays = params.get("OptOutType")?.toLowerCase();
  const intent = twilioSays === "stop" || twilioSays === "start" || twilioSays === "help" ? twilioSays : replyIntent(body);
  return {
    providerEventId: sid,
    channel: "sms",
    from,
    to: params.get("To") ?? "",
    text: body,
    ...(intent === undefined ? {} : { intent }),
  };
}

/** `?message=<id>`: what `callbackUrl` carried. */
function messageIdIn(url: string): string | undefined {
  const id = URL.canParse(url) ? new URL(url).searchParams.get("message") : null;
  return id !== null && isId(id) ? id : undefined;
}
