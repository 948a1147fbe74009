export type Channel = "email" | "sms";

/** A message a fake provider said yes to. */
export type AcceptedMessage = {
  /** The fake's own id; for SMS the SID that the sender was told. */
  id: string;
  channel: Channel;
  to: string;
  from: string;
  subject?: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
  /** ISO 8601. */
  acceptedAt: string;
  /** The sender's own id of the message, where it put one in. */
  messageId?: string;
  /** The envelope's sender, SMTP only: where bounces would go. */
  returnPath?: string;
  /** The mail as it came, SMTP only. */
  source?: string;
  statusCallback?: string;
};

/** What a person answered on the phone. */
export type Reply = { id: string; from: string; to: string; text: string; at: string };

export type StatusChange = { id: string; status: string; at: string };

export type MailboxEvent =
  | { type: "accepted"; message: AcceptedMessage }
  | { type: "status"; change: StatusChange }
  | { type: "reply"; reply: Reply }
  | { type: "cleared"; at: string };
