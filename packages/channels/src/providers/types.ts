import type { Id, Instant } from "@journeyman/core";
import type { z } from "zod";
import type { ReplyIntent } from "../replies.ts";
import type { Channel } from "../specs.ts";

/** One rendered message, as the ledger hands it to a provider. */
export type OutgoingMessage = {
  /** Our id; goes out in the Message-ID, the envelope's return path or the callback's address. */
  readonly messageId: Id;
  readonly channel: Channel;
  /** A normalised address or an E.164 number. */
  readonly to: string;
  /** Overrides the sender of the provider's settings: `Name <address>`, an address, or a number. */
  readonly from?: string;
  readonly subject?: string;
  readonly html?: string;
  readonly text: string;
  /** Extra headers, e.g. List-Unsubscribe. Line breaks are refused. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the provider reports what became of the message; carries our message id. */
  readonly callbackUrl?: string;
  /** Local part's tag of the return path (`bounce+<tag>@…`); our message id when absent. */
  readonly returnTag?: string;
};

/**
 * What is known after a call.
 * - `accepted`: the provider has said yes.
 * - `rejected`: it has said no for good to this message; the same message again would get the same answer.
 * - `refused`: certainly not accepted (nothing was handed over, or it said "later"): may be sent again.
 * - `unknown`: it may or may not have accepted. Never send again blindly.
 * `recipient` says that the address itself is the cause: no such mailbox or number (a hard bounce), or refused by its owner (STOP at the provider).
 * `reason` is a sentence without personal data; `code` is the provider's, for people who look it up.
 */
export type SendResult =
  | { kind: "accepted"; providerMessageId?: string }
  | { kind: "rejected"; code: string; reason: string; permanent: true; recipient?: "unknown" | "opted-out" }
  | { kind: "refused"; code: string; reason: string; retryAfterMs?: number }
  | { kind: "unknown"; reason: string };

export type CallOptions = {
  /** The whole call, looking up the address included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Development and tests only: lets a host be on this machine or in a private network, and unencrypted. */
  readonly allowPrivate?: boolean;
};

/** Header names in lower case. */
export type WebhookHeaders = Readonly<Record<string, string | undefined>>;

export type FactKind = "accepted" | "delivered" | "opened" | "clicked" | "bounced" | "complained" | "unsubscribed" | "failed";

/** Something a provider tells us of a message. Unique on (provider, `providerEventId`). */
export type ProviderFact = {
  readonly providerEventId: string;
  readonly kind: FactKind;
  readonly messageId?: Id;
  readonly providerMessageId?: string;
  /** The provider's time of it, where it says so. */
  readonly at?: Instant;
  readonly automatic?: boolean;
  /** Without personal data: error code, the provider's own status. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
};

/** A message from a person. `text` is personal and is neither stored nor logged by us beyond its intent. */
export type InboundMessage = {
  readonly providerEventId: string;
  readonly channel: Channel;
  /** The person's number, E.164. */
  readonly from: string;
  /** Our number or sender. */
  readonly to: string;
  readonly text: string;
  readonly intent?: ReplyIntent;
};

export type Capabilities = {
  /** The provider takes a key and answers the same to the same key, so an unknown outcome may be asked again. */
  readonly idempotencyKey: boolean;
  readonly deliveryReceipts: boolean;
  readonly inbound: boolean;
};

export type ProbeResult = { ok: true; detail: string } | { ok: false; reason: string };

export type ProviderKind = "smtp" | "twilio";

/** One service that carries messages. Settings and secrets arrive as stored; each call checks them against the schemas. */
export type Provider = {
  readonly kind: ProviderKind;
  readonly name: string;
  readonly channel: Channel;
  readonly settingsSchema: z.ZodType;
  readonly secretsSchema: z.ZodType;
  readonly capabilities: Capabilities;
  /** Never throws for what the network or the provider does; wrong settings are `refused` with what to mend. */
  send(settings: unknown, secrets: unknown, message: OutgoingMessage, options: CallOptions): Promise<SendResult>;
  /** Tries the connection and the credentials without sending anything. */
  probe(settings: unknown, secrets: unknown, options: CallOptions): Promise<ProbeResult>;
  /** Whether a request really comes from the provider. `url` is the address as the provider called it, query included. */
  verifyWebhook(rawBody: string, headers: WebhookHeaders, url: string, secrets: unknown): boolean;
  /** `url` may carry our message id. Call only after `verifyWebhook`. */
  parseWebhook(rawBody: string, headers: WebhookHeaders, url: string): ProviderFact[];
  parseInbound(rawBody: string, headers: WebhookHeaders): InboundMessage | undefined;
};
