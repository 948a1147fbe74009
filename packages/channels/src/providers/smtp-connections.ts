import { createHash } from "node:crypto";
import { canonicalJson } from "@journeyman/core";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { assertPublicHost } from "./public-host.ts";
import type { SmtpSecrets, SmtpSettings } from "./smtp-settings.ts";

const idleMs = 15_000;
/** Servers limit the mails of one connection; a fresh one now and then also follows a change of DNS. */
const mailsEach = 100;

export type Session = { connection: SMTPConnection; sent: number; reused: boolean };
type Idle = Session & { timer: NodeJS.Timeout };
type Pool = { idle: Idle[]; open: number; waiting: (() => void)[]; max: number };

const pools = new Map<string, Pool>();

/** A connection that stands idle for these settings, or permission to open one; waits when all are in use. Give back with `release`. */
export async function acquire(key: string, max: number, signal: AbortSignal): Promise<Session | undefined> {
  let pool = pools.get(key);
  if (!pool) {
    pool = { idle: [], open: 0, waiting: [], max };
    pools.set(key, pool);
  }
  for (;;) {
    signal.throwIfAborted();
    const session = pool.idle.pop();
    if (session) {
      // Else the end of its idleness would come in the middle of the next mail.
      clearTimeout(session.timer);
      return { connection: session.connection, sent: session.sent, reused: true };
    }
    if (pool.open < pool.max) {
      pool.open += 1;
      return undefined;
    }
    await turn(pool, signal);
  }
}

function turn(pool: Pool, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      pool.waiting = pool.waiting.filter((one) => one !== go);
      reject(signal.reason);
    };
    const go = () => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
    pool.waiting.push(go);
  });
}

/** Gives a place back: with a healthy session it stands ready for the next mail for a while, without one the place is free. */
export function release(key: string, session: Session | undefined): void {
  const pool = pools.get(key);
  if (!pool) return;
  if (session && session.sent < mailsEach && !session.connection.destroyed) park(key, pool, session);
  else {
    session?.connection.close();
    vacate(key, pool);
  }
  pool.waiting.shift()?.();
}

function park(key: string, pool: Pool, session: Session): void {
  const { connection } = session;
  const leave = () => {
    const at = pool.idle.findIndex((one) => one.connection === connection);
    if (at < 0) return;
    pool.idle.splice(at, 1);
    vacate(key, pool);
    pool.waiting.shift()?.();
  };
  const timer = setTimeout(() => {
    leave();
    connection.quit();
  }, idleMs);
  timer.unref();
  connection.removeAllListeners("end");
  connection.once("end", () => {
    clearTimeout(timer);
    leave();
  });
  pool.idle.push({ ...session, timer });
}

function vacate(key: string, pool: Pool): void {
  pool.open -= 1;
  if (pool.open === 0 && pool.waiting.length === 0) pools.delete(key);
}

/** Closes what stands idle; for a process that ends. */
export function closeIdleSmtp(): void {
  const idle = [...pools.values()].flatMap((pool) => pool.idle);
  for (const { connection } of idle) connection.close();
}

/** Settings and secrets as one key; a hash, since it is kept as long as a connection. */
export function poolKey(settings: SmtpSettings, secrets: SmtpSecrets, allowPrivate: boolean): string {
  return createHash("sha256").update(canonicalJson({ settings, secrets, allowPrivate })).digest("base64");
}

/**
 * Opens a connection to the address that was checked, under the name that was given (for TLS), up to the end of the handshake.
 * Throws nodemailer's errors, and ours for a host that may not be called.
 */
export async function connectSmtp(settings: SmtpSettings, options: { timeoutMs: number; allowPrivate: boolean }): Promise<SMTPConnection> {
  const [{ address }] = await assertPublicHost(settings.host, { allowPrivate: options.allowPrivate });
  const connection = new SMTPConnection({
    host: address,
    servername: settings.host,
    port: settings.port,
    secure: settings.security === "tls",
    requireTLS: settings.security === "starttls",
    ignoreTLS: settings.security === "none",
    ...(settings.ehloName === undefined ? {} : { name: settings.ehloName }),
    connectionTimeout: options.timeoutMs,
    greetingTimeout: options.timeoutMs,
    socketTimeout: 60_000,
    socketCloseTimeout: 1000,
    tls: { minVersion: "TLSv1.2", servername: settings.host, ...(settings.certificate === undefined ? {} : { ca: settings.certificate }) },
    allowInternalNetworkInterfaces: true,
  });
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  connection.removeAllListeners("error");
  // A send in flight hears of errors by its callback; an idle connection's end is nobody's error.
  connection.on("error", () => {});
  return connection;
}
