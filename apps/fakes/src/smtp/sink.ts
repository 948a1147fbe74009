import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Config } from "../config.ts";
import type { Faults } from "../faults/faults.ts";
import { followOutage } from "../faults/outage.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { AcceptedMessage } from "../mailbox/types.ts";
import { selfSignedCertificate } from "./self-signed.ts";

export type SmtpSink = { port: number; certificate?: string; close(): Promise<void> };

type Deps = { mailbox: Mailbox; faults: Faults };

/** An SMTP server that takes every mail and delivers none, and errs where it was told to. */
export async function startSmtpSink(config: Config["smtp"] & { host: string }, deps: Deps): Promise<SmtpSink> {
  const tls = config.startTls ? selfSignedCertificate() : undefined;
  let port = config.port;
  let running: SMTPServer | undefined;

  const open = async () => {
    const server = createServer(config, deps, tls);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, config.host, () => resolve());
    });
    server.removeAllListeners("error");
    // A client that goes away in the middle of a sentence is none of our business.
    server.on("error", () => {});
    const address = server.server.address();
    if (address !== null && typeof address === "object") port = address.port;
    running = server;
  };
  const shut = () =>
    new Promise<void>((resolve) => {
      const closing = running;
      running = undefined;
      if (!closing) return resolve();
      closing.close(() => resolve());
      for (const connection of closing.connections) connection._socket.destroy();
    });

  await open();
  const stopFollowing = followOutage(deps.faults, "email", { open, shut });
  return {
    port,
    ...(tls ? { certificate: tls.certificate } : {}),
    async close() {
      await stopFollowing();
      await shut();
    },
  };
}

function createServer(config: Config["smtp"], { mailbox, faults }: Deps, tls: { key: string; certificate: string } | undefined) {
  const server: SMTPServer = new SMTPServer({
    banner: "Journeyman's fake SMTP server",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: tls ? [] : ["STARTTLS"],
    ...(tls ? { key: tls.key, cert: tls.certificate, minVersion: "TLSv1.2" } : {}),
    size: 25 * 1024 * 1024,
    hideDSN: false,
    // The replies below carry their own; the server would put a second one in front.
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,

    onConnect(_session, done) {
      if (faults.take("email", ["refuse-connection"])) return done(reply(421, "4.3.2 Not taking connections"));
      done();
    },
    onAuth(auth, _session, done) {
      if (auth.username === config.user && auth.password === config.password) return done(null, { user: auth.username });
      done(reply(535, "5.7.8 Authentication credentials invalid"));
    },
    onMailFrom(_address, session, done) {
      // Connections that were open before the rule came are refused as well.
      if (faults.stands("email", ["refuse-connection"])) return hangUp(server, session);
      done();
    },
    onRcptTo(address, _session, done) {
      const rule = faults.take("email", ["reject", "429"], address.address);
      if (rule?.mode === "reject") return done(reply(550, "5.1.1 No such user here"));
      if (rule?.mode === "429") return done(reply(451, "4.7.1 Too many messages, try again later"));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => void answer(Buffer.concat(chunks)));

      async function answer(source: Buffer): Promise<void> {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const rule = faults.take("email", ["5xx", "accept-and-hang-up", "slow"], to[0]);
        if (rule?.mode === "5xx") return done(reply(554, "5.3.0 Transaction failed"));
        const messages = await readAll(source, to, session);
        if (!messages) return done(reply(451, "4.3.0 The mail could not be read"));
        for (const message of messages) mailbox.accept(message);
        if (rule?.mode === "accept-and-hang-up") return hangUp(server, session);
        if (rule?.mode === "slow") await sleep(rule.delayMs ?? 10_000);
        done(null, `2.0.0 OK queued as ${messages[0]?.id ?? randomUUID()}`);
      }
    },
  });
  return server;
}

/** In the middle of a sentence, without a word. */
function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
}

function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

async function readAll(source: Buffer, to: readonly string[], session: SMTPServerSession): Promise<AcceptedMessage[] | undefined> {
  try {
    return await Promise.all(to.map((recipient) => read(source, recipient, session)));
  } catch {
    return undefined;
  }
}

async function read(source: Buffer, to: string, session: SMTPServerSession): Promise<AcceptedMessage> {
  const { mailFrom } = session.envelope;
  const mail = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true });
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) headers[key] = unfold(line);
  const messageId = ourId(mail.messageId);
  return {
    id: randomUUID(),
    channel: "email",
    to,
    from: mail.from?.text ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    ...(mail.html ? { html: mail.html } : {}),
    headers,
    acceptedAt: new Date().toISOString(),
    ...(messageId === undefined ? {} : { messageId }),
    ...(mailFrom ? { returnPath: mailFrom.address } : {}),
    source: source.toString("utf8"),
  };
}

function unfold(line: string): string {
  return line
    .slice(line.indexOf(":") + 1)
    .replace(/\r?\n[ \t]+/g, " ")
    .trim();
}

/** A sender that wants to find its message again puts its id before the @ of the Message-ID. */
function ourId(messageId: string | undefined): string | undefined {
  return /^<([^@>\s]+)@/.exec(messageId ?? "")?.[1];
}
