import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, isId, JourneymanError } from "@journeyman/core";

type MessageRef = { environment: Id; run: Id; message: Id };

/** What a link of ours carries: ids only, never an address or a name. */
export type TokenPayload =
  | ({ kind: "click"; link: Id } & MessageRef)
  | ({ kind: "open" } & MessageRef)
  | ({ kind: "unsubscribe"; topic?: Id } & MessageRef)
  | ({ kind: "preferences" } & MessageRef);

export type TokenKind = TokenPayload["kind"];
type PayloadOf<K extends TokenKind> = Extract<TokenPayload, { kind: K }>;

const version = 1;
const kinds: Readonly<Record<TokenKind, number>> = { click: 1, open: 2, unsubscribe: 3, preferences: 4 };
const macBytes = 16;
const idBytes = 16;

/**
 * A base64url token: version, kind, ids as bytes, and the first 128 bits of an HMAC-SHA-256 that is bound to version and kind, so that
 * the token of an open pixel can never unsubscribe anybody. About 90 characters.
 */
export function signToken(key: Uint8Array, payload: TokenPayload): string {
  const extra = payload.kind === "click" ? [payload.link] : payload.kind === "unsubscribe" && payload.topic ? [payload.topic] : [];
  const ids = [payload.environment, payload.run, payload.message, ...extra];
  const body = Buffer.concat([Buffer.from([version, kinds[payload.kind]]), ...ids.map(idToBytes)]);
  return Buffer.concat([body, mac(key, payload.kind, body)]).toString("base64url");
}

/** What a token says, or undefined when it is not ours, was changed, or is of another kind than asked for. */
export function readToken(key: Uint8Array, token: string): TokenPayload | undefined;
export function readToken<K extends TokenKind>(key: Uint8Array, token: string, kind: K): PayloadOf<K> | undefined;
export function readToken(key: Uint8Array, token: string, wanted?: TokenKind): TokenPayload | undefined {
  if (token.length > 160 || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // A token has one spelling only; base64 would let the last character vary.
  if (bytes.toString("base64url") !== token || bytes.length < 2 + 3 * idBytes + macBytes) return undefined;
  const body = bytes.subarray(0, -macBytes);
  const kind = (Object.keys(kinds) as TokenKind[]).find((name) => kinds[name] === body[1]);
  if (body[0] !== version || kind === undefined || (wanted !== undefined && wanted !== kind)) return undefined;
  if (!timingSafeEqual(mac(key, kind, body), bytes.subarray(-macBytes))) return undefined;
  return payloadOf(kind, idsIn(body.subarray(2)));
}

function payloadOf(kind: TokenKind, ids: Id[]): TokenPayload | undefined {
  const [environment, run, message, extra, ...more] = ids;
  if (environment === undefined || run === undefined || message === undefined || more.length > 0) return undefined;
  const at = { environment, run, message };
  if (kind === "click") return extra === undefined ? undefined : { kind, ...at, link: extra };
  if (kind === "unsubscribe") return { kind, ...at, ...(extra === undefined ? {} : { topic: extra }) };
  return extra === undefined ? { kind, ...at } : undefined;
}

function mac(key: Uint8Array, kind: TokenKind, body: Uint8Array): Buffer {
  return createHmac("sha256", key).update(`journeyman link ${version} ${kind}\n`).update(body).digest().subarray(0, macBytes);
}

function idToBytes(id: Id): Buffer {
  if (!isId(id)) throw new JourneymanError("invalid_id", "A link's token is made from ids; one of them is not an id.");
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

function idsIn(bytes: Buffer): Id[] {
  if (bytes.length % idBytes !== 0) return [];
  return Array.from({ length: bytes.length / idBytes }, (_, i) => {
    const hex = bytes.subarray(i * idBytes, (i + 1) * idBytes).toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  });
}

/** Where links of ours lead, under the collector's public address. */
export function linkUrl(ingestUrl: string, payload: TokenPayload, key: Uint8Array): string {
  const base = ingestUrl.replace(/\/+$/, "");
  const token = signToken(key, payload);
  switch (payload.kind) {
    case "click":
      return `${base}/c/${token}`;
    case "open":
      return `${base}/o/${token}.gif`;
    case "unsubscribe":
      return `${base}/u/${token}`;
    case "preferences":
      return `${base}/p/${token}`;
  }
}
