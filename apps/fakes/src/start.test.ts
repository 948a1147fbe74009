import { createHmac } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig, readShopSettings } from "./config.ts";
import { type RunningFakes, startFakes } from "./start.ts";

const home = mkdtempSync(join(tmpdir(), "fakes-"));
const calls: { url: string; form: URLSearchParams; signature: string; method: string }[] = [];
const webhook = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    calls.push({
      url: request.url ?? "",
      form: new URLSearchParams(body),
      signature: String(request.headers["x-twilio-signature"]),
      method: request.method ?? "",
    });
    response.end();
  });
});
let fakes: RunningFakes;
let inbox: string;
let shop: string;
let hooks: string;
/** The collector as a browser reaches it, which from inside a container nobody does. */
const outside = "http://collector.invalid:3001";

beforeAll(async () => {
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  const address = webhook.address();
  hooks = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  fakes = await startFakes(
    readConfig({
      JOURNEYMAN_HOME: home,
      FAKES_PORT: "0",
      SHOP_PORT: "0",
      FAKE_SMTP_PORT: "0",
      FAKE_TWILIO_CALLBACK_MS: "10",
      INGEST_URL: outside,
      FAKES_INGEST_URL: hooks,
    }),
  );
  inbox = `http://127.0.0.1:${fakes.ports.inbox}`;
  shop = `http://127.0.0.1:${fakes.ports.shop}`;
});
afterAll(async () => {
  await fakes.close();
  webhook.close();
});

const account = "AC00000000000000000000000000000042";
const basic = `Basic ${Buffer.from(`${account}:journeyman-demo-token`).toString("base64")}`;
const sms = (form: Record<string, string>, authorization = basic) =>
  fetch(`${inbox}/2010-04-01/Accounts/${account}/Messages.json`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams(form),
  });
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
};
const signed = (url: string, form: URLSearchParams) =>
  createHmac("sha1", "journeyman-demo-token")
    .update(
      url +
        [...form]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => name + value)
          .join(""),
    )
    .digest("base64");

test("an SMS is answered as Twilio answers, and its status told later, signed", async () => {
  const id = "01890a5d-ac96-774b-bcce-b302099a8057";
  const callback = `${hooks}/w/token?message=${id}`;
  const response = await sms({ To: "+48512345678", From: "+15005550006", Body: "Hello", StatusCallback: callback });
  expect(response.status).toBe(201);
  const resource = (await response.json()) as { sid: string };
  expect(resource).toMatchObject({ status: "queued", direction: "outbound-api", error_code: null, num_media: "0", account_sid: account });
  await until(() => calls.length >= 2);
  expect(calls.map((call) => call.form.get("MessageStatus"))).toEqual(["sent", "delivered"]);
  for (const call of calls) expect(call.signature).toBe(signed(callback, call.form));
  const [message] = (await (await fetch(`${inbox}/api/messages?message=${id}`)).json()) as object[];
  expect(message).toMatchObject({ id: resource.sid, channel: "sms", to: "+48512345678", text: "Hello", messageId: id });
});

test.each([
  [{ To: "512345678", From: "+15005550006", Body: "x" }, 400, 21211],
  [{ To: "+15005550009", From: "+15005550006", Body: "x" }, 400, 21614],
  [{ From: "+15005550006", Body: "x" }, 400, 21604],
  [{ To: "+48512345678", Body: "x" }, 400, 21603],
  [{ To: "+48512345678", From: "+15005550006" }, 400, 21602],
  [{ To: "+48512345678", From: "+15005550006", Body: "x".repeat(1601) }, 400, 21617],
] as const)("%j is refused with Twilio's own code", async (form, status, code) => {
  const response = await sms(form);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code, status, more_info: `https://www.twilio.com/docs/errors/${code}` });
});

test("wrong credentials are a 401 with code 20003", async () => {
  const response = await sms({ To: "+48512345678", From: "+15005550006", Body: "x" }, "Basic AAAA");
  expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([401, 20003]);
});

test("a person's reply is posted to the webhook, signed", async () => {
  calls.length = 0;
  const response = await fetch(`${inbox}/api/replies`, { method: "POST", body: JSON.stringify({ from: "+48512345678", text: "STOP" }) });
  expect(await response.json()).toEqual({ ok: true, status: 200 });
  expect(calls[0]?.url).toBe("/w/token");
  expect(Object.fromEntries(calls[0]?.form ?? [])).toMatchObject({ From: "+48512345678", To: "+15005550006", Body: "STOP" });
  expect(calls[0]?.signature).toBe(signed(`${hooks}/w/token`, calls[0]?.form ?? new URLSearchParams()));
});

test("what goes to the collector's public address is posted where the fakes reach it, and signed over the public one", async () => {
  calls.length = 0;
  const callback = `${outside}/webhooks/token?message=01890a5d-ac96-774b-bcce-b302099a805a`;
  await sms({ To: "+48600100200", From: "+15005550006", Body: "Hello", StatusCallback: callback });
  await until(() => calls.length >= 2);
  const reply = { from: "+48600100200", text: "STOP" };
  await fetch(`${inbox}/api/replies`, { method: "POST", body: JSON.stringify(reply) });
  const webhook = "/webhooks/token";
  const withMessage = `${webhook}?message=01890a5d-ac96-774b-bcce-b302099a805a`;
  expect(calls.map(({ url }) => url)).toEqual([withMessage, withMessage, webhook]);
  for (const { url, form, signature } of calls) expect(signature).toBe(signed(outside + url, form));
});

/** Speaks SMTP by hand, so that no client's courtesy stands between. */
async function speakSmtp(lines: string[]): Promise<string> {
  const socket = connect(fakes.ports.smtp, "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => (heard += chunk.toString()));
  for (const line of lines) {
    const before = heard.length;
    if (line !== "") socket.write(`${line}\r\n`);
    await until(() => heard.length > before || socket.destroyed);
  }
  socket.destroy();
  return heard;
}

const mail = (id: string, headers: string[] = []) =>
  [
    `Message-ID: <${id}@shop.example>`,
    "From: Northkettle <hello@shop.example>",
    "To: ana@example.com",
    "Subject: =?utf-8?Q?Za=C5=BC=C3=B3=C5=82=C4=87?=",
    ...headers,
    "",
    "Hello",
    ".",
  ].join("\r\n");

test("a mail is taken, read, and its one-click unsubscribe is the POST of RFC 8058", async () => {
  calls.length = 0;
  const id = "01890a5d-ac96-774b-bcce-b302099a8058";
  const headers = [`List-Unsubscribe: <${outside}/u/token>`, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"];
  const heard = await speakSmtp([
    "",
    "EHLO me",
    "MAIL FROM:<bounce+1@shop.example>",
    "RCPT TO:<ana@example.com>",
    "DATA",
    mail(id, headers),
    "QUIT",
  ]);
  expect(heard).toContain("250 2.0.0 OK queued as");
  const [message] = (await (await fetch(`${inbox}/api/messages?message=${id}`)).json()) as { id: string }[];
  expect(message).toMatchObject({ subject: "Zażółć", text: "Hello\n", returnPath: "bounce+1@shop.example", to: "ana@example.com" });
  const left = await fetch(`${inbox}/api/messages/${message?.id}/unsubscribe`, { method: "POST" });
  expect(await left.json()).toEqual({ ok: true, detail: "Unsubscribed: answered 200." });
  expect(calls.map((call) => [call.method, call.url, call.form.get("List-Unsubscribe")])).toEqual([["POST", "/u/token", "One-Click"]]);
});

test("a mail that offers no one-click unsubscribe says so, and nothing is called", async () => {
  calls.length = 0;
  const id = "01890a5d-ac96-774b-bcce-b302099a8059";
  await speakSmtp([
    "",
    "EHLO me",
    "MAIL FROM:<hello@shop.example>",
    "RCPT TO:<ana@example.com>",
    "DATA",
    mail(id, [`List-Unsubscribe: <${hooks}/u/token>`]),
    "QUIT",
  ]);
  const [message] = (await (await fetch(`${inbox}/api/messages?message=${id}`)).json()) as { id: string }[];
  const left = await fetch(`${inbox}/api/messages/${message?.id}/unsubscribe`, { method: "POST" });
  expect(await left.json()).toMatchObject({ ok: false });
  expect(calls).toEqual([]);
});

test("what happens can be followed as it happens", async () => {
  const stop = new AbortController();
  const stream = await fetch(`${inbox}/api/stream`, { signal: stop.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const read = async (word: string) => {
    while (!text.includes(word)) text += (await reader?.read())?.value ?? "";
  };
  await read("event: ready");
  await sms({ To: "+48512345678", From: "+15005550006", Body: "Followed" });
  await read("event: accepted");
  await read("Followed");
  expect(text.indexOf("event: ready")).toBeLessThan(text.indexOf("event: accepted"));
  stop.abort();
});

test("what does not fit is a 400 with a reason", async () => {
  expect((await fetch(`${inbox}/api/messages?channel=fax`)).status).toBe(400);
  expect((await fetch(`${inbox}/api/faults`, { method: "POST", body: "{" })).status).toBe(400);
  expect((await fetch(`${inbox}/api/replies`, { method: "POST", body: "{}" })).status).toBe(400);
  expect((await fetch(`${inbox}/api/messages/none`)).status).toBe(404);
});

test("a mail's HTML can run nothing", async () => {
  const response = await fetch(`${inbox}/mail/none`);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("sandbox");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("script-src");
  expect(policy).not.toContain("allow-scripts");
});

test("no page loads anything from another host", async () => {
  const pages = [
    inbox,
    shop,
    `${shop}/products/moka-6`,
    `${shop}/cart`,
    `${shop}/checkout`,
    `${inbox}/assets/inbox.css`,
    `${shop}/assets/shop.css`,
  ];
  for (const page of pages) {
    const text = await (await fetch(page)).text();
    expect(text.match(/(?:src|href)="https?:[^"]*"|url\(["']?https?:/g) ?? []).toEqual([]);
  }
});

test("the shop finds the collector in dev.json, and its server says who is signed in", async () => {
  expect(await (await fetch(`${shop}/`)).text()).toContain("not connected");
  const file = { ingest: "http://127.0.0.1:3001", browserWriteKey: "wk", browserTokenSecret: "s".repeat(32), web: "http://127.0.0.1:3000" };
  writeFileSync(join(home, "dev.json"), JSON.stringify(file));
  const settings = readShopSettings(home, {});
  expect(settings).toEqual({
    ingestUrl: "http://127.0.0.1:3001",
    writeKey: "wk",
    tokenSecret: "s".repeat(32),
    webUrl: "http://127.0.0.1:3000",
  });
  expect(await (await fetch(`${shop}/`)).text()).not.toContain("not connected");

  const response = await fetch(`${shop}/session`, { method: "POST", body: JSON.stringify({ demo: "ana" }) });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const session = (await response.json()) as { token: string; shopper: { userId: string } };
  const { payload } = await jwtVerify(session.token, new TextEncoder().encode("s".repeat(32)), { algorithms: ["HS256"] });
  expect([session.shopper.userId, payload.sub, typeof payload.exp]).toEqual(["ana", "ana", "number"]);

  const again = async (header: string) =>
    ((await (await fetch(`${shop}/session`, { headers: { cookie: header } })).json()) as { shopper?: { userId: string } }).shopper?.userId;
  expect(await again(cookie)).toBe("ana");
  const [name, value = ""] = cookie.split("=");
  const forged = Buffer.from(JSON.stringify({ userId: "ben", firstName: "Ben", email: "ben.okafor@example.com" })).toString("base64url");
  expect(await again(`${name}=${forged}.${value.split(".")[1]}`)).toBeUndefined();
});

test("another site cannot sign this browser in, and half an address is no address", async () => {
  const post = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${shop}/session`, { method: "POST", headers, body: JSON.stringify(body) });
  expect((await post({ demo: "ana" }, { origin: "https://evil.example" })).status).toBe(403);
  expect((await post({ firstName: "Ana", email: "ana@" })).status).toBe(400);
  expect((await post({ firstName: "", email: "ana@example.com" })).status).toBe(400);
});

test("the environment is checked with the variable's name", () => {
  expect(() => readConfig({ FAKES_PORT: "x" })).toThrow(/FAKES_PORT/);
  expect(() => readConfig({ FAKE_TWILIO_ACCOUNT_SID: "AC1" })).toThrow(/FAKE_TWILIO_ACCOUNT_SID/);
});
