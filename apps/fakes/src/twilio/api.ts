import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Config } from "../config.ts";
import type { Faults } from "../faults/faults.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { AcceptedMessage } from "../mailbox/types.ts";
import type { StatusCallbacks } from "./callbacks.ts";
import { type TwilioErrorCode, twilioError } from "./errors.ts";

type Deps = { mailbox: Mailbox; faults: Faults; callbacks: StatusCallbacks };
/** What the Node server hands to each request: the socket, to hang up on. */
export type NodeBindings = { incoming: { socket: { destroy(): void } } };

/** Twilio's REST API, as far as sending an SMS needs it. Source: Twilio, "Messages resource". */
export function twilioApi(config: Config["twilio"], { mailbox, faults, callbacks }: Deps): Hono<{ Bindings: NodeBindings }> {
  const app = new Hono<{ Bindings: NodeBindings }>();
  const fail = (code: TwilioErrorCode, headers: Record<string, string> = {}) => {
    const { status, body } = twilioError(code);
    return Response.json(body, { status, headers });
  };

  app.use("/2010-04-01/*", async (c, next) => {
    if (c.req.header("authorization") !== `Basic ${Buffer.from(`${config.accountSid}:${config.authToken}`).toString("base64")}`)
      return fail(20003);
    await next();
  });

  app.get("/2010-04-01/Accounts/:file{[^/]+\\.json}", (c) =>
    c.req.param("file") === `${config.accountSid}.json`
      ? c.json({ sid: config.accountSid, friendly_name: "Journeyman's fake Twilio", status: "active", type: "Full", uri: c.req.path })
      : fail(20404),
  );

  app.get("/2010-04-01/Accounts/:account/Messages/:file{[^/]+\\.json}", (c) => {
    const message = mailbox.find(c.req.param("file").replace(/\.json$/, ""));
    return message?.channel === "sms" && c.req.param("account") === config.accountSid
      ? c.json(resource(config, message, mailbox))
      : fail(20404);
  });

  app.post("/2010-04-01/Accounts/:account/Messages.json", async (c) => {
    if (c.req.param("account") !== config.accountSid) return fail(20404);
    const form = new URLSearchParams(await c.req.text());
    const wrong = formError(form);
    if (wrong !== undefined) return fail(wrong);
    const to = form.get("To") ?? "";

    const rule = faults.take("sms", ["reject", "429", "5xx", "accept-and-hang-up", "slow", "refuse-connection", "undelivered"], to);
    if (rule?.mode === "refuse-connection") {
      c.env.incoming.socket.destroy();
      return new Response(null);
    }
    if (rule?.mode === "reject") return fail(21211);
    if (rule?.mode === "429") return fail(20429, { "retry-after": "1" });
    if (rule?.mode === "5xx") return fail(20503);

    const message = accepted(form);
    mailbox.accept(message);
    callbacks.begin(message, rule?.mode === "undelivered");
    if (rule?.mode === "accept-and-hang-up") {
      c.env.incoming.socket.destroy();
      return new Response(null);
    }
    if (rule?.mode === "slow") await new Promise((resolve) => setTimeout(resolve, rule.delayMs ?? 10_000));
    return c.json(resource(config, message, mailbox), 201 satisfies ContentfulStatusCode);
  });
  return app;
}

function formError(form: URLSearchParams): TwilioErrorCode | undefined {
  const to = form.get("To") ?? "";
  const body = form.get("Body") ?? "";
  if (to === "") return 21604;
  // The second and third are the numbers Twilio itself keeps for trying these errors.
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to === "+15005550001") return 21211;
  if (to === "+15005550009") return 21614;
  if (!form.get("From") && !form.get("MessagingServiceSid")) return 21603;
  if (body === "") return 21602;
  return body.length > 1600 ? 21617 : undefined;
}

function accepted(form: URLSearchParams): AcceptedMessage {
  const statusCallback = form.get("StatusCallback") || undefined;
  const messageId = statusCallback === undefined ? undefined : ourId(statusCallback);
  return {
    id: `SM${randomBytes(16).toString("hex")}`,
    channel: "sms",
    to: form.get("To") ?? "",
    from: form.get("From") ?? form.get("MessagingServiceSid") ?? "",
    text: form.get("Body") ?? "",
    headers: {},
    acceptedAt: new Date().toISOString(),
    ...(messageId === undefined ? {} : { messageId }),
    ...(statusCallback === undefined ? {} : { statusCallback }),
  };
}

/** A sender that wants to know which message a callback is about puts its id into the callback's address. */
function ourId(callback: string): string | undefined {
  return callback.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi)?.at(-1);
}

function resource(config: Config["twilio"], message: AcceptedMessage, mailbox: Mailbox) {
  const uri = `/2010-04-01/Accounts/${config.accountSid}/Messages/${message.id}`;
  const status = mailbox.statusesOf(message.id).at(-1)?.status ?? (message.from.startsWith("MG") ? "accepted" : "queued");
  const created = new Date(message.acceptedAt).toUTCString().replace("GMT", "+0000");
  return {
    account_sid: config.accountSid,
    api_version: "2010-04-01",
    body: message.text,
    date_created: created,
    date_sent: null,
    date_updated: created,
    direction: "outbound-api",
    error_code: status === "undelivered" ? 30005 : null,
    error_message: null,
    from: message.from.startsWith("MG") ? null : message.from,
    messaging_service_sid: message.from.startsWith("MG") ? message.from : null,
    num_media: "0",
    num_segments: "1",
    price: null,
    price_unit: "USD",
    sid: message.id,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}
