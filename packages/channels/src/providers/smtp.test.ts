import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { newId } from "@journeyman/core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { verifyDkim } from "./dkim-verify.ts";
import { type FakesProcess, startFakesProcess } from "./fakes-process.ts";
import { smtpProvider } from "./smtp.ts";
import { closeIdleSmtp } from "./smtp-connections.ts";
import type { OutgoingMessage } from "./types.ts";

const from = { name: "Northkettle, Kraków", address: "hello@northkettle.example" };
const options = { timeoutMs: 5000, allowPrivate: true };
const mail = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  messageId: newId(),
  channel: "email",
  to: "ana@example.com",
  subject: "Zażółć gęślą jaźń",
  html: "<p>Żółty</p>",
  text: "Żółty",
  headers: {},
  ...changes,
});

describe("over TLS", () => {
  let fakes: FakesProcess;
  beforeAll(async () => {
    fakes = await startFakesProcess({ FAKE_SMTP_STARTTLS: "true" });
  }, 30_000);
  afterAll(async () => {
    closeIdleSmtp();
    await fakes.stop();
  });
  const settings = (changes: object = {}) => ({
    host: "localhost",
    port: fakes.ports.smtp,
    security: "starttls",
    from,
    certificate: fakes.certificate,
    ...changes,
  });

  test("STARTTLS with a certificate that is trusted", async () => {
    expect(await smtpProvider.probe(settings(), {}, options)).toEqual({ ok: true, detail: "Connected over TLS and signed in." });
    expect(await smtpProvider.send(settings(), {}, mail(), options)).toMatchObject({ kind: "accepted" });
  });

  test("a certificate that nobody vouches for is refused, and nothing is sent", async () => {
    const message = mail();
    const result = await smtpProvider.send(settings({ certificate: undefined }), {}, message, options);
    expect(result.kind).toBe("refused");
    expect(await fakes.messages({ message: message.messageId })).toEqual([]);
  });

  test("a server without STARTTLS gets no mail in the clear", async () => {
    const plain = await startFakesProcess();
    const message = mail();
    expect(await smtpProvider.send(settings({ port: plain.ports.smtp }), {}, message, options)).toMatchObject({ kind: "refused" });
    expect(await plain.messages()).toEqual([]);
    await plain.stop();
  }, 20_000);

  test("without encryption only where private hosts are allowed", async () => {
    expect(await smtpProvider.send(settings({ security: "none" }), {}, mail(), { timeoutMs: 1000 })).toMatchObject({
      kind: "refused",
      code: "settings",
    });
  });

  test("the mail is multipart, its Message-ID and return path name our message, and both unsubscribe headers are under DKIM", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const headers = {
      "List-Unsubscribe": `<https://in.example/u/${"x".repeat(110)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    };
    const message = mail({ headers });
    const signed = settings({
      bounceDomain: "bounce.northkettle.example",
      dkim: { domain: "northkettle.example", selector: "s1" },
      replyTo: "care@northkettle.example",
    });
    expect(await smtpProvider.send(signed, { dkimPrivateKey: privateKey }, message, options)).toMatchObject({ kind: "accepted" });
    const [arrived] = await fakes.messages({ message: message.messageId });
    expect(arrived).toMatchObject({
      subject: "Zażółć gęślą jaźń",
      text: "Żółty",
      html: "<p>Żółty</p>",
      from: '"Northkettle, Kraków" <hello@northkettle.example>',
      headers: {
        "list-unsubscribe": headers["List-Unsubscribe"],
        "list-unsubscribe-post": headers["List-Unsubscribe-Post"],
        "reply-to": "care@northkettle.example",
      },
    });
    expect(arrived?.headers["message-id"]).toBe(`<${message.messageId}@bounce.northkettle.example>`);
    expect(arrived?.headers["content-type"]).toMatch(/^multipart\/alternative/);
    expect(arrived?.returnPath).toBe(`bounce+${message.messageId.replaceAll("-", "")}@bounce.northkettle.example`);
    const source = arrived?.source ?? "";
    expect(verifyDkim(source, publicKey)).toEqual(
      expect.arrayContaining(["from", "subject", "to", "list-unsubscribe", "list-unsubscribe-post"]),
    );
    expect(verifyDkim(source.replace("One-Click", "Two-Click"), publicKey)).toBeUndefined();
    expect(verifyDkim(source.replace("<https://in.example", "<https://evil.example"), publicKey)).toBeUndefined();
  });

  test("a header with a line break cannot smuggle another one in", async () => {
    const message = mail({ headers: { "X-Name": "a\r\nBcc: ben@example.com" } });
    expect(await smtpProvider.send(settings(), {}, message, options)).toMatchObject({ kind: "refused", code: "compose" });
    const subject = mail({ subject: "Hello\r\nBcc: ben@example.com" });
    expect(await smtpProvider.send(settings(), {}, subject, options)).toMatchObject({ kind: "accepted" });
    expect((await fakes.messages({ message: subject.messageId }))[0]?.headers).not.toHaveProperty("bcc");
    expect(await fakes.messages({ to: "ben@example.com" })).toEqual([]);
  });

  test("an address under an international domain is written to", async () => {
    const message = mail({ to: "ana@xn--bcher-kva.example" });
    expect(await smtpProvider.send(settings(), {}, message, options)).toMatchObject({ kind: "accepted" });
  });
});

/** A server that follows a script and counts what it sees: for what no honest server does. */
type Scripted = { port: number; connections: number; mails: number; close(): void };

async function scriptedServer(act: (socket: Socket, line: string, seen: Scripted) => boolean): Promise<Scripted> {
  const sockets = new Set<Socket>();
  const seen: Scripted = { port: 0, connections: 0, mails: 0, close: () => {} };
  const server: Server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    let data = false;
    let rest = "";
    socket.on("error", () => {});
    socket.write("220 scripted\r\n");
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (act(socket, data ? (line === "." ? "END" : "BODY") : line, seen)) continue;
        if (data && line !== ".") continue;
        if (data) {
          data = false;
          seen.mails += 1;
          socket.write("250 2.0.0 ok queued as scripted1\r\n");
        } else if (/^DATA/i.test(line)) {
          data = true;
          socket.write("354 go\r\n");
        } else socket.write("250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  seen.port = typeof address === "object" && address ? address.port : 0;
  seen.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return seen;
}

describe("where the line breaks", () => {
  let server: Scripted | undefined;
  afterEach(() => {
    closeIdleSmtp();
    server?.close();
  });
  const settings = (changes: object = {}) => ({ host: "127.0.0.1", port: server?.port, security: "none", from, ...changes });
  const sendTo = async (act: Parameters<typeof scriptedServer>[0], message = mail(), secrets = {}, changes = {}) => {
    server = await scriptedServer(act);
    return smtpProvider.send(settings(changes), secrets, message, { timeoutMs: 1000, allowPrivate: true });
  };
  const dropAt = (word: RegExp) => (socket: Socket, line: string) => word.test(line) && Boolean(socket.destroy());

  test.each([
    ["EHLO", /^EHLO/, "refused"],
    ["MAIL FROM", /^MAIL/, "refused"],
    ["RCPT TO", /^RCPT/, "refused"],
    ["DATA", /^DATA/, "refused"],
    ["the final dot", /^END/, "unknown"],
  ] as const)("dropped at %s: %s is %s", async (_, word, kind) => {
    expect((await sendTo(dropAt(word))).kind).toBe(kind);
    expect(server?.mails).toBe(0);
  });

  test("dropped in the middle of a long mail, before its end was sent, it was certainly not accepted", async () => {
    const long = mail({ html: `<p>${"x ".repeat(2_000_000)}</p>` });
    expect((await sendTo(dropAt(/^BODY/), long)).kind).toBe("refused");
  });

  test.each([
    [/^RCPT/, "450 4.2.1 busy", "refused"],
    [/^RCPT/, "550 5.1.1 no", "rejected"],
    [/^DATA/, "451 4.3.0 later", "refused"],
    [/^DATA/, "554 5.7.1 no", "rejected"],
    [/^END/, "451 4.3.0 later", "refused"],
    [/^END/, "421 4.3.2 closing", "refused"],
    [/^END/, "554 5.7.1 spam", "rejected"],
    [/^MAIL/, "550 5.7.1 not this sender", "refused"],
  ] as const)("%s answered with %s is %s", async (word, answer, kind) => {
    const result = await sendTo((socket, line) => word.test(line) && (socket.write(`${answer}\r\n`), true));
    expect(result.kind).toBe(kind);
  });

  test("silence after the final dot is unknown, silence before it is refused", async () => {
    expect((await sendTo((_, line) => line === "END")).kind).toBe("unknown");
    server?.close();
    expect((await sendTo((_, line) => line.startsWith("RCPT"))).kind).toBe("refused");
  });

  test("a wrong password is refused as such", async () => {
    const result = await sendTo(
      (socket, line) => {
        if (line.startsWith("EHLO")) return socket.write("250-scripted\r\n250 AUTH PLAIN\r\n");
        return line.startsWith("AUTH") && socket.write("535 5.7.8 no\r\n");
      },
      mail(),
      { password: "x" },
      { user: "ana" },
    );
    expect(result).toMatchObject({ kind: "refused", code: "535 5.7.8" });
  });

  test("one connection carries several mails, and a stale one is replaced without a word", async () => {
    server = await scriptedServer(
      (socket, line, seen) => seen.connections === 1 && seen.mails === 2 && line.startsWith("MAIL") && Boolean(socket.destroy()),
    );
    const send = () => smtpProvider.send(settings(), {}, mail(), { timeoutMs: 1000, allowPrivate: true });
    expect([(await send()).kind, (await send()).kind]).toEqual(["accepted", "accepted"]);
    expect(server.connections).toBe(1);
    expect((await send()).kind).toBe("accepted");
    expect([server.connections, server.mails]).toEqual([2, 3]);
  });

  test("never more connections than are set, and who waits gets a turn", async () => {
    server = await scriptedServer(() => false);
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        smtpProvider.send(settings({ maxConnections: 2 }), {}, mail(), { timeoutMs: 3000, allowPrivate: true }),
      ),
    );
    expect(new Set(all.map((one) => one.kind))).toEqual(new Set(["accepted"]));
    expect([server.connections, server.mails]).toEqual([2, 20]);
  });
});
