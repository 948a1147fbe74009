import { v7 } from "uuid";
import { JourneymanError } from "./errors.ts";

/** What an id names; the prefix that the API and the UI show. */
export const idPrefixes = {
  organisation: "org",
  workspace: "wsp",
  environment: "env",
  user: "usr",
  session: "ses",
  profile: "per",
  contactPoint: "cpt",
  event: "evt",
  journey: "jny",
  version: "ver",
  run: "run",
  message: "msg",
  template: "tpl",
  provider: "prv",
  source: "src",
  apiKey: "key",
  topic: "top",
  consent: "cns",
  testRecipient: "tst",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A UUIDv7 as Postgres stores it: 36 lower-case characters, ordered by time. */
export type Id = string;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Rises with every id of this process, so that ids made for one moment keep the order in which they were made. */
let sequence = Math.floor(Math.random() * 2 ** 31);

/**
 * A new UUIDv7. `now` is epoch milliseconds, from the database's clock where order between processes matters. Ids that one process makes
 * for the same millisecond sort in the order they were made: mail, traces and events of one transaction rely on it.
 */
export function newId(now: number = Date.now()): Id {
  sequence = (sequence + 1) % 2 ** 32;
  return v7({ msecs: now, seq: sequence });
}

export function isId(value: unknown): boolean {
  return typeof value === "string" && uuidPattern.test(value);
}

/** `run_01j9…`: the TypeID form of an id, 26 characters of Crockford base 32 behind the kind's prefix. */
export function formatId(kind: IdKind, id: Id): string {
  let rest = BigInt(`0x${id.replaceAll("-", "")}`);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = alphabet[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return `${idPrefixes[kind]}_${text}`;
}

/** Reads `run_01j9…` or a bare UUID. Throws `invalid_id` when the kind or the form is another. */
export function parseId(kind: IdKind, text: string): Id {
  if (isId(text)) return text;
  const [prefix, body, ...more] = text.split("_");
  if (prefix !== idPrefixes[kind] || body?.length !== 26 || more.length > 0) throw invalid(kind, text);
  let value = 0n;
  for (const letter of body) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) throw invalid(kind, text);
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n) throw invalid(kind, text);
  const hex = value.toString(16).padStart(32, "0");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const kindWords: Record<IdKind, string> = {
  organisation: "an organisation",
  workspace: "a workspace",
  environment: "an environment",
  user: "a user",
  session: "a session",
  profile: "a person",
  contactPoint: "a contact point",
  event: "an event",
  journey: "a journey",
  version: "a version of a journey",
  run: "a run",
  message: "a message",
  template: "a message template",
  provider: "a provider",
  source: "a source",
  apiKey: "an API key",
  topic: "a topic",
  consent: "a consent record",
  testRecipient: "an address listed for tests",
};

function invalid(kind: IdKind, text: string): JourneymanError {
  return new JourneymanError(
    "invalid_id",
    `"${text.slice(0, 60)}" is not the id of ${kindWords[kind]}; they look like ${idPrefixes[kind]}_01h455vb4pex5vsknk084sn02q.`,
  );
}
