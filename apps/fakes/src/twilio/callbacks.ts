import type { Config } from "../config.ts";
import { logLine } from "../log.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { AcceptedMessage } from "../mailbox/types.ts";
import { postSigned } from "./signature.ts";

/** Tells a sender what becomes of its messages: sent, then delivered, each after a short while, as a carrier would take. */
export class StatusCallbacks {
  readonly #config: Config;
  readonly #mailbox: Mailbox;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(config: Config, mailbox: Mailbox) {
    this.#config = config;
    this.#mailbox = mailbox;
  }

  begin(message: AcceptedMessage, undelivered: boolean): void {
    const { callbackMs } = this.#config.twilio;
    this.#later(callbackMs, async () => {
      await this.#tell(message, "sent");
      this.#later(callbackMs * 2, () => this.#tell(message, undelivered ? "undelivered" : "delivered"));
    });
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #later(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    this.#timers.add(timer);
  }

  async #tell(message: AcceptedMessage, status: string): Promise<void> {
    this.#mailbox.changeStatus({ id: message.id, status, at: new Date().toISOString() });
    if (message.statusCallback === undefined) return;
    const answer = await postSigned(this.#config, message.statusCallback, {
      AccountSid: this.#config.twilio.accountSid,
      ApiVersion: "2010-04-01",
      From: message.from,
      MessageSid: message.id,
      MessageStatus: status,
      SmsSid: message.id,
      SmsStatus: status,
      To: message.to,
      ...(status === "undelivered" ? { ErrorCode: "30005" } : {}),
    });
    if (answer.status < 200 || answer.status > 299) {
      logLine("warn", `The status callback "${status}" of an SMS was answered with ${answer.status || "nothing"}.`, {
        messageId: message.messageId ?? message.id,
      });
    }
  }
}
