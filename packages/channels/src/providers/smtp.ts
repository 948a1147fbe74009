import { Readable } from "node:stream";
import { isJourneymanError } from "@journeyman/core";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { defineProvider, reasonOf } from "./settings.ts";
import { type Composed, composeMail } from "./smtp-compose.ts";
import { acquire, connectSmtp, poolKey, release, type Session } from "./smtp-connections.ts";
import { type SmtpFailure, type SmtpPhase, smtpOutcome } from "./smtp-outcome.ts";
import { type SmtpSecrets, type SmtpSettings, smtpSecretsSchema, smtpSettingsSchema } from "./smtp-settings.ts";
import type { CallOptions, SendResult } from "./types.ts";

/** E-mail over SMTP. It takes no key, so an unknown outcome stays unknown until a fact or a person says otherwise. */
export const smtpProvider = defineProvider<SmtpSettings, SmtpSecrets>({
  kind: "smtp",
  name: "SMTP",
  channel: "email",
  settingsSchema: smtpSettingsSchema,
  secretsSchema: smtpSecretsSchema,
  capabilities: { idempotencyKey: false, deliveryReceipts: false, inbound: false },

  async send(settings, secrets, message, options) {
    const unfit = plainTextRefusal(settings, options);
    if (unfit) return { kind: "refused", code: "settings", reason: unfit };
    let composed: Composed;
    try {
      composed = await composeMail(settings, secrets, message);
    } catch (error) {
      return {
        kind: "refused",
        code: "compose",
        reason: isJourneymanError(error) ? error.message : "The mail could not be composed; check the sender and the DKIM key.",
      };
    }
    return withDeadline(options, (deadline) => deliver(settings, secrets, composed, options, deadline));
  },

  async probe(settings, secrets, options) {
    const unfit = plainTextRefusal(settings, options);
    if (unfit) return { ok: false, reason: unfit };
    let phase: SmtpPhase = "connect";
    try {
      const connection = await connectSmtp(settings, { timeoutMs: options.timeoutMs, allowPrivate: options.allowPrivate ?? false });
      try {
        phase = "login";
        await signIn(connection, settings, secrets);
        return { ok: true, detail: connection.secure ? "Connected over TLS and signed in." : "Connected without encryption." };
      } finally {
        connection.quit();
      }
    } catch (error) {
      return { ok: false, reason: isJourneymanError(error) ? error.message : smtpOutcome(phase, failureOf(error)).reason };
    }
  },

  // SMTP servers call nobody back; bounces come as mail to the return path.
  verifyWebhook: () => false,
  parseWebhook: () => [],
  parseInbound: () => undefined,
});

async function deliver(
  settings: SmtpSettings,
  secrets: SmtpSecrets,
  mail: Composed,
  options: CallOptions,
  deadline: AbortSignal,
): Promise<SendResult> {
  const allowPrivate = options.allowPrivate ?? false;
  const key = poolKey(settings, secrets, allowPrivate);
  for (;;) {
    let session: Session | undefined;
    try {
      session = await acquire(key, settings.maxConnections, deadline);
    } catch {
      return { kind: "refused", code: "busy", reason: "All connections to the mail server were busy for the whole time a send may take." };
    }
    const attempt = await sendOver(session, settings, secrets, mail, { timeoutMs: options.timeoutMs, allowPrivate }, deadline);
    release(key, attempt.healthy);
    // A server may close a connection that stood idle just as we take it. Nothing was handed over, so once more on another.
    const stale = session?.reused && attempt.result.kind === "refused" && attempt.lost;
    if (!stale || deadline.aborted) return attempt.result;
  }
}

type Attempt = { result: SendResult; healthy: Session | undefined; lost: boolean };

async function sendOver(
  ready: Session | undefined,
  settings: SmtpSettings,
  secrets: SmtpSecrets,
  mail: Composed,
  options: { timeoutMs: number; allowPrivate: boolean },
  deadline: AbortSignal,
): Promise<Attempt> {
  let phase: SmtpPhase = "connect";
  let connection = ready?.connection;
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () => reject(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })), { once: true });
  });
  late.catch(() => {});
  try {
    if (!connection) {
      const opening = connectSmtp(settings, options);
      opening.then(
        (late) => deadline.aborted && late.close(),
        () => {},
      );
      connection = await Promise.race([opening, late]);
      phase = "login";
      await Promise.race([signIn(connection, settings, secrets), late]);
    }
    phase = "envelope";
    const info = await Promise.race([hand(connection, settings, mail, (next) => (phase = next)), late]);
    const id = /\bqueued as ([A-Za-z0-9._-]{4,100})/i.exec(info.response ?? "")?.[1];
    return {
      result: { kind: "accepted", ...(id === undefined ? {} : { providerMessageId: id }) },
      healthy: { connection, sent: (ready?.sent ?? 0) + 1, reused: false },
      lost: false,
    };
  } catch (error) {
    connection?.close();
    if (isJourneymanError(error))
      return { result: { kind: "refused", code: "host", reason: reasonOf(error) }, healthy: undefined, lost: false };
    const failure = failureOf(error);
    return {
      result: smtpOutcome(phase, failure),
      healthy: undefined,
      lost: failure.responseCode === undefined && failure.code !== "ETIMEDOUT",
    };
  }
}

async function signIn(connection: SMTPConnection, settings: SmtpSettings, secrets: SmtpSecrets): Promise<void> {
  if (!settings.user) return;
  await new Promise<void>((resolve, reject) => {
    connection.login({ user: settings.user, pass: secrets.password ?? "" }, (error) => (error ? reject(error) : resolve()));
  });
}

/** Hands the mail over in pieces, saying how far it has come: what the final piece's loss means is different from an earlier one's. */
function hand(
  connection: SMTPConnection,
  settings: SmtpSettings,
  mail: Composed,
  reached: (phase: SmtpPhase) => void,
): Promise<{ response?: string }> {
  const size = 16 * 1024;
  let at = 0;
  const body = new Readable({
    highWaterMark: size,
    read() {
      const piece = mail.bytes.subarray(at, at + size);
      at += size;
      reached(at >= mail.bytes.length ? "ended" : "data");
      this.push(piece);
      if (at >= mail.bytes.length) this.push(null);
    },
  });
  const dsn = settings.dsn ? { dsn: { ret: "HDRS", notify: "FAILURE" } } : {};
  return new Promise((resolve, reject) => {
    connection.send({ from: mail.envelope.from, to: [mail.envelope.to], size: mail.bytes.length, ...dsn }, body, (error, info) =>
      error ? reject(error) : resolve(info ?? {}),
    );
  });
}

async function withDeadline<T>(options: CallOptions, work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.timeoutMs);
  const abort = () => stop.abort();
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", abort);
  }
}

function plainTextRefusal(settings: SmtpSettings, options: CallOptions): string | undefined {
  if (settings.security !== "none" || options.allowPrivate) return undefined;
  return "Mail is not sent without encryption; choose STARTTLS or TLS under Settings, Providers.";
}

function failureOf(error: unknown): SmtpFailure {
  if (!(error instanceof Error)) return {};
  const { code, command, responseCode, response, originalCode } = error as Error & SmtpFailure & { originalCode?: string };
  const known = originalCode ?? code;
  return {
    ...(known === undefined ? {} : { code: known }),
    ...(command === undefined ? {} : { command }),
    ...(responseCode === undefined ? {} : { responseCode }),
    ...(response === undefined ? {} : { response }),
  };
}
