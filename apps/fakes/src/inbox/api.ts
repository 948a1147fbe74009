import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Faults } from "../faults/faults.ts";
import { faultRuleSchema } from "../faults/faults.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { AcceptedMessage } from "../mailbox/types.ts";
import type { InboundPhone } from "../twilio/inbound.ts";

type Deps = { mailbox: Mailbox; faults: Faults; phone: InboundPhone; reach: Config["reach"] };

const querySchema = z.object({
  to: z.string().optional(),
  channel: z.enum(["email", "sms"]).optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .optional(),
  message: z.string().optional(),
  limit: z.coerce.number().int().min(1).optional(),
  view: z.enum(["full", "summary"]).default("full"),
});

const replySchema = z.object({ from: z.string().regex(/^\+[1-9]\d{6,14}$/), text: z.string().min(1).max(1600), to: z.string().optional() });

/** What tests ask and tell the fakes, and what the inbox's page reads. Everything is JSON; what does not fit is a 400 with a reason. */
export function controlApi({ mailbox, faults, phone, reach }: Deps): Hono {
  const app = new Hono();

  app.get("/messages", (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) return c.json(refusal(query.error), 400);
    const { to, channel, since, message, limit, view } = query.data;
    const found = mailbox.list({
      ...(to === undefined ? {} : { to: to.trim().replace(/^ (?=\d)/, "+") }),
      ...(channel === undefined ? {} : { channel }),
      ...(since === undefined ? {} : { since }),
      ...(message === undefined ? {} : { messageId: message }),
    });
    const shown = limit === undefined ? found : found.slice(-limit);
    return c.json(view === "summary" ? shown.map((one) => summary(one, mailbox)) : shown);
  });
  app.get("/messages/:id", (c) => {
    const message = mailbox.find(c.req.param("id"));
    return message
      ? c.json({ ...message, statuses: mailbox.statusesOf(message.id) })
      : c.json({ error: "There is no such message; it may have been emptied." }, 404);
  });
  app.delete("/messages", (c) => {
    mailbox.clear();
    return c.body(null, 204);
  });
  app.post("/messages/:id/unsubscribe", async (c) => {
    const message = mailbox.find(c.req.param("id"));
    if (!message) return c.json({ error: "There is no such message; it may have been emptied." }, 404);
    return c.json(await oneClick(message, reach));
  });

  app.get("/replies", (c) => c.json(mailbox.replies()));
  app.post("/replies", async (c) => {
    const reply = replySchema.safeParse(await c.req.json().catch(() => undefined));
    if (!reply.success) return c.json(refusal(reply.error), 400);
    return c.json(await phone.reply(reply.data.from, reply.data.text, reply.data.to));
  });
  app.put("/inbound-url", async (c) => {
    const body = z.object({ url: z.url() }).safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json(refusal(body.error), 400);
    phone.url = body.data.url;
    return c.body(null, 204);
  });

  app.get("/faults", (c) => c.json(faults.list()));
  app.post("/faults", async (c) => {
    const rule = faultRuleSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!rule.success) return c.json(refusal(rule.error), 400);
    return c.json(faults.add(rule.data), 201);
  });
  app.delete("/faults", (c) => {
    faults.remove();
    return c.body(null, 204);
  });
  app.delete("/faults/:id", (c) => {
    faults.remove(c.req.param("id"));
    return c.body(null, 204);
  });

  app.get("/stream", (c) =>
    streamSSE(c, async (stream) => {
      const stops = [
        mailbox.follow((event) => {
          const data =
            event.type === "accepted"
              ? summary(event.message, mailbox)
              : event.type === "cleared"
                ? {}
                : event.type === "status"
                  ? event.change
                  : event.reply;
          void stream.writeSSE({ event: event.type, data: JSON.stringify(data) });
        }),
        faults.follow(() => void stream.writeSSE({ event: "faults", data: JSON.stringify(faults.list()) })),
      ];
      stream.onAbort(() => {
        for (const stop of stops) stop();
      });
      await stream.writeSSE({ event: "ready", data: "{}" });
      while (!stream.aborted) {
        await stream.sleep(15_000);
        await stream.write(": still here\n\n");
      }
    }),
  );
  return app;
}

/** A message without its bodies. */
export function summary(message: AcceptedMessage, mailbox: Mailbox) {
  const { html: _html, source: _source, headers: _headers, text, ...rest } = message;
  const status = mailbox.statusesOf(message.id).at(-1);
  const preview = message.channel === "sms" ? text : previewOf(text);
  return { ...rest, preview, ...(status ? { status: status.status, statusAt: status.at } : {}) };
}

/** The first words of a mail, without addresses and ruled lines. */
function previewOf(text: string): string {
  const words = text.replace(/\[?https?:[^\s\]]*\]?/g, " ").replace(/[-_=*]{3,}/g, " ");
  return words.replace(/\s+/g, " ").trim().slice(0, 160);
}

/** What a mail program does when a person clicks its own "Unsubscribe": RFC 8058's POST, without cookies, without following redirects. */
async function oneClick(message: AcceptedMessage, reach: Config["reach"]): Promise<{ ok: boolean; detail: string }> {
  const url = /<(https?:[^>]+)>/.exec(message.headers["list-unsubscribe"] ?? "")?.[1];
  const post = message.headers["list-unsubscribe-post"];
  if (!url || post?.replace(/\s/g, "") !== "List-Unsubscribe=One-Click")
    return { ok: false, detail: "This mail offers no one-click unsubscribe." };
  try {
    const response = await fetch(reach(url), {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok
      ? { ok: true, detail: `Unsubscribed: answered ${response.status}.` }
      : { ok: false, detail: `The unsubscribe address answered ${response.status}.` };
  } catch {
    return { ok: false, detail: "The unsubscribe address did not answer." };
  }
}

function refusal(error: z.ZodError): { error: string } {
  const issue = error.issues[0];
  return { error: `${issue?.path.join(".") || "The request"}: ${issue?.message ?? "does not fit"}.` };
}
