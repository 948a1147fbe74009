import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { postSigned } from "./signature.ts";

export type ReplyResult = { ok: true; status: number } | { ok: false; reason: string };

/** A person writes an SMS: posted to the sender's webhook as Twilio does, signed. */
export class InboundPhone {
  readonly #config: Config;
  readonly #mailbox: Mailbox;
  #url: string | undefined;

  constructor(config: Config, mailbox: Mailbox) {
    this.#config = config;
    this.#mailbox = mailbox;
    this.#url = config.twilio.inboundUrl;
  }

  set url(url: string) {
    this.#url = url;
  }

  get url(): string | undefined {
    return this.#url ?? this.#lastCallback();
  }

  async reply(from: string, text: string, to?: string): Promise<ReplyResult> {
    const written = this.#mailbox.list({ channel: "sms", to: from }).at(-1);
    const number = to ?? (written && !written.from.startsWith("MG") ? written.from : undefined) ?? "+15005550006";
    const sid = `SM${randomBytes(16).toString("hex")}`;
    this.#mailbox.addReply({ id: sid, from, to: number, text, at: new Date().toISOString() });
    const url = this.url;
    if (url === undefined)
      return {
        ok: false,
        reason: "Nobody has said where replies go. Set FAKE_TWILIO_INBOUND_URL, or send one SMS with a status callback first.",
      };
    const answer = await postSigned(this.#config, url, {
      AccountSid: this.#config.twilio.accountSid,
      ApiVersion: "2010-04-01",
      Body: text,
      From: from,
      MessageSid: sid,
      NumMedia: "0",
      NumSegments: "1",
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: "received",
      To: number,
    });
    if (answer.status === 0) return { ok: false, reason: "The webhook for replies did not answer." };
    if (answer.status > 299) return { ok: false, reason: `The webhook for replies answered ${answer.status}.` };
    return { ok: true, status: answer.status };
  }

  #lastCallback(): string | undefined {
    const last = this.#mailbox.list({ channel: "sms" }).findLast((message) => message.statusCallback !== undefined);
    return last?.statusCallback?.replace(/\?.*$/, "");
  }
}
