import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { SignJWT } from "jose";

export type Shopper = {
  userId: string;
  firstName: string;
  lastName?: string;
  email: string;
  phone?: string;
  country?: string;
  timeZone?: string;
  /** What this person answers when asked about offers; only the demo's people have made up their minds before. */
  offers?: boolean;
};

/** People the demo knows, so that one click is enough to be somebody. Invented; `example.com` is nobody's. */
export const demoShoppers: readonly Shopper[] = [
  {
    userId: "ana",
    firstName: "Ana",
    lastName: "Kowalska",
    email: "ana.kowalska@example.com",
    phone: "+48512345678",
    country: "PL",
    timeZone: "Europe/Warsaw",
    offers: true,
  },
  {
    userId: "ben",
    firstName: "Ben",
    lastName: "Okafor",
    email: "ben.okafor@example.com",
    phone: "+447400123456",
    country: "GB",
    timeZone: "Europe/London",
    offers: true,
  },
  {
    userId: "lena",
    firstName: "Lena",
    lastName: "Fischer",
    email: "lena.fischer@example.com",
    phone: "+4915123456789",
    country: "DE",
    timeZone: "Europe/Berlin",
    offers: false,
  },
];

/** The shop's own id of a customer: the same address is the same customer. */
export function userIdOf(email: string): string {
  const known = demoShoppers.find((one) => one.email === email.toLowerCase());
  return known?.userId ?? `nk-${createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 12)}`;
}

/**
 * What tells the collector that this browser really is that customer: HS256 with the source's secret, which only the shop's server has.
 * Good for an hour.
 */
export async function mintUserToken(userId: string, secret: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(userId)
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
}

const sessionKey = randomBytes(32);

/** The session cookie holds who is signed in, signed: without that anyone could ask for anyone's token. */
export function sealSession(shopper: Shopper): string {
  const body = Buffer.from(JSON.stringify(shopper)).toString("base64url");
  return `${body}.${seal(body)}`;
}

export function openSession(cookie: string | undefined): Shopper | undefined {
  const [body = "", mac = ""] = (cookie ?? "").split(".");
  const expected = seal(body);
  if (mac.length !== expected.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined;
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Shopper;
}

function seal(body: string): string {
  return createHmac("sha256", sessionKey).update(body).digest("base64url");
}
