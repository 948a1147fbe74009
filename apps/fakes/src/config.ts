import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65535);

const environmentSchema = z.object({
  JOURNEYMAN_HOME: z.string().default(".journeyman"),
  /** Only this machine unless a container says otherwise. */
  HOST: z.string().default("127.0.0.1"),
  FAKES_PORT: port.default(3002),
  SHOP_PORT: port.default(3003),
  FAKE_SMTP_PORT: port.default(3025),
  /** A listener of its own for Twilio's API, so that "refuse-connection" can really refuse; it is on FAKES_PORT in any case. */
  FAKE_TWILIO_PORT: port.optional(),
  FAKE_SMTP_USER: z.string().default("journeyman"),
  FAKE_SMTP_PASSWORD: z.string().default("journeyman"),
  FAKE_SMTP_STARTTLS: z.stringbool().default(false),
  FAKE_TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/)
    .default("AC00000000000000000000000000000042"),
  FAKE_TWILIO_AUTH_TOKEN: z.string().min(1).default("journeyman-demo-token"),
  /** Where an SMS from a person is posted; when absent, the address of the last status callback without its query. */
  FAKE_TWILIO_INBOUND_URL: z.url().optional(),
  FAKE_TWILIO_CALLBACK_MS: z.coerce.number().min(0).default(300),
  WEB_URL: z.url().optional(),
  INGEST_URL: z.url().optional(),
  /** The collector as this process reaches it, where that is not INGEST_URL: a container's localhost is its own. */
  FAKES_INGEST_URL: z.url().optional(),
  BROWSER_WRITE_KEY: z.string().optional(),
  BROWSER_TOKEN_SECRET: z.string().optional(),
});

export type Config = {
  home: string;
  host: string;
  inboxPort: number;
  shopPort: number;
  /** Where an address of the collector is really called. */
  reach: (url: string) => string;
  smtp: { port: number; user: string; password: string; startTls: boolean };
  twilio: { port?: number; accountSid: string; authToken: string; inboundUrl?: string; callbackMs: number };
};

/** Throws with the variable's name when one of them does not fit. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Error(`The environment variable ${issue?.path.join(".")} does not fit: ${issue?.message}.`);
  }
  const e = read.data;
  return {
    home: resolve(e.JOURNEYMAN_HOME),
    host: e.HOST,
    inboxPort: e.FAKES_PORT,
    shopPort: e.SHOP_PORT,
    reach: replacing(e.INGEST_URL, e.FAKES_INGEST_URL),
    smtp: { port: e.FAKE_SMTP_PORT, user: e.FAKE_SMTP_USER, password: e.FAKE_SMTP_PASSWORD, startTls: e.FAKE_SMTP_STARTTLS },
    twilio: {
      ...(e.FAKE_TWILIO_PORT === undefined ? {} : { port: e.FAKE_TWILIO_PORT }),
      accountSid: e.FAKE_TWILIO_ACCOUNT_SID,
      authToken: e.FAKE_TWILIO_AUTH_TOKEN,
      ...(e.FAKE_TWILIO_INBOUND_URL === undefined ? {} : { inboundUrl: e.FAKE_TWILIO_INBOUND_URL }),
      callbackMs: e.FAKE_TWILIO_CALLBACK_MS,
    },
  };
}

/** Leads what begins with one address to the other. */
function replacing(outside: string | undefined, inside: string | undefined): (url: string) => string {
  if (outside === undefined || inside === undefined) return (url) => url;
  const [from, to] = [`${outside.replace(/\/+$/, "")}/`, `${inside.replace(/\/+$/, "")}/`];
  return (url) => (url.startsWith(from) ? to + url.slice(from.length) : url);
}

export type ShopSettings = { ingestUrl?: string; writeKey?: string; tokenSecret?: string; webUrl?: string };

const developmentSchema = z.object({
  web: z.string().optional(),
  ingest: z.string().optional(),
  browserWriteKey: z.string().optional(),
  browserTokenSecret: z.string().optional(),
});

/**
 * Where the shop sends its events and with which key: from the environment, else from `dev.json`, which the start script writes when
 * everything runs. Read on each visit, since it may come after this process.
 */
export function readShopSettings(home: string, environment: NodeJS.ProcessEnv = process.env): ShopSettings {
  const known: ShopSettings = {
    ...(environment.INGEST_URL ? { ingestUrl: environment.INGEST_URL } : {}),
    ...(environment.BROWSER_WRITE_KEY ? { writeKey: environment.BROWSER_WRITE_KEY } : {}),
    ...(environment.BROWSER_TOKEN_SECRET ? { tokenSecret: environment.BROWSER_TOKEN_SECRET } : {}),
    ...(environment.WEB_URL ? { webUrl: environment.WEB_URL } : {}),
  };
  if (known.ingestUrl && known.writeKey && known.tokenSecret && known.webUrl) return known;
  const file = readDevelopmentFile(join(home, "dev.json"));
  return {
    ...(file.ingest ? { ingestUrl: file.ingest } : {}),
    ...(file.browserWriteKey ? { writeKey: file.browserWriteKey } : {}),
    ...(file.browserTokenSecret ? { tokenSecret: file.browserTokenSecret } : {}),
    ...(file.web ? { webUrl: file.web } : {}),
    ...known,
  };
}

function readDevelopmentFile(path: string): z.infer<typeof developmentSchema> {
  try {
    return developmentSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
