/** The ways a person can be written to. */
export const channels = ["email", "sms"] as const;
export type Channel = (typeof channels)[number];

/** What a contact point is: the thing an e-mail or an SMS is written to. */
export type ContactKind = "email" | "phone";

export type ChannelSpec = {
  readonly channel: Channel;
  /** As the UI says it. */
  readonly name: string;
  readonly contact: ContactKind;
  /** What the channel's templates consist of. */
  readonly parts: readonly ("subject" | "html" | "text")[];
  /** Bodies above this size are refused before a provider sees them (bytes for e-mail, characters for SMS). */
  readonly maxSize: number;
  /** Above this size a warning: Gmail clips the HTML of a mail at about 102 KB; Twilio advises at most 320 characters an SMS. */
  readonly adviseSize: number;
  /** The provider tells us when the message arrived. */
  readonly receipts: boolean;
  /** People answer on the channel itself (STOP). */
  readonly inbound: boolean;
};

export const channelSpecs: Readonly<Record<Channel, ChannelSpec>> = {
  email: {
    channel: "email",
    name: "E-mail",
    contact: "email",
    parts: ["subject", "html", "text"],
    maxSize: 10 * 1024 * 1024,
    adviseSize: 102 * 1024,
    receipts: false,
    inbound: false,
  },
  sms: {
    channel: "sms",
    name: "SMS",
    contact: "phone",
    parts: ["text"],
    maxSize: 1600,
    adviseSize: 320,
    receipts: true,
    inbound: true,
  },
};

export function isChannel(value: unknown): value is Channel {
  return typeof value === "string" && (channels as readonly string[]).includes(value);
}
