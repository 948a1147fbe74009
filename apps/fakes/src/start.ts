import { join } from "node:path";
import { Hono } from "hono";
import type { Config } from "./config.ts";
import { Faults } from "./faults/faults.ts";
import { controlApi } from "./inbox/api.ts";
import { inboxPages } from "./inbox/pages.ts";
import { listen } from "./listen.ts";
import { logLine } from "./log.ts";
import { Mailbox } from "./mailbox/mailbox.ts";
import { shopServer } from "./shop/server.ts";
import { startSmtpSink } from "./smtp/sink.ts";
import { type NodeBindings, twilioApi } from "./twilio/api.ts";
import { StatusCallbacks } from "./twilio/callbacks.ts";
import { InboundPhone } from "./twilio/inbound.ts";
import { startTwilioListener } from "./twilio/listener.ts";

export type RunningFakes = {
  ports: { inbox: number; shop: number; smtp: number; twilio?: number };
  /** Of the SMTP server, to be trusted by whoever tests STARTTLS. */
  certificate?: string;
  close(): Promise<void>;
};

/** Starts the SMTP sink, Twilio's API with the inbox, and the shop. */
export async function startFakes(config: Config): Promise<RunningFakes> {
  const mailbox = new Mailbox(join(config.home, "fakes", "accepted.jsonl"));
  const faults = new Faults();
  const callbacks = new StatusCallbacks(config, mailbox);
  const phone = new InboundPhone(config, mailbox);
  // In the log before the sender is answered: a test that kills the sender on this line kills it between its call and the outcome.
  mailbox.follow((event) => {
    if (event.type !== "accepted") return;
    const { channel, messageId, id } = event.message;
    logLine("info", `accepted ${channel} ${messageId ?? id}`, {
      event: "accepted",
      channel,
      ...(messageId === undefined ? {} : { messageId }),
      id,
    });
  });

  const twilio = twilioApi(config.twilio, { mailbox, faults, callbacks });
  const app = new Hono<{ Bindings: NodeBindings }>();
  // Tells whoever started us that it is us who answer at this port.
  app.get("/healthz", (c) => c.json({ ok: true }, 200, { "journeyman-start": process.env.JOURNEYMAN_START ?? "" }));
  app.route("/api", controlApi({ mailbox, faults, phone, reach: config.reach }));
  app.route("/", twilio);
  app.route("/", inboxPages({ mailbox, home: config.home }));

  const smtp = await startSmtpSink({ ...config.smtp, host: config.host }, { mailbox, faults });
  const inbox = await listen(app.fetch, config.host, config.inboxPort);
  const shop = await listen(shopServer({ home: config.home }).fetch, config.host, config.shopPort);
  const ownTwilio =
    config.twilio.port === undefined ? undefined : await startTwilioListener(twilio.fetch, config.host, config.twilio.port, faults);

  return {
    ports: { inbox: inbox.port, shop: shop.port, smtp: smtp.port, ...(ownTwilio ? { twilio: ownTwilio.port } : {}) },
    ...(smtp.certificate === undefined ? {} : { certificate: smtp.certificate }),
    async close() {
      callbacks.stop();
      await Promise.all([smtp.close(), inbox.close(), shop.close(), ownTwilio?.close()]);
      mailbox.close();
    },
  };
}
