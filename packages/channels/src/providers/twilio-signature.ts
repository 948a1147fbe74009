import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Twilio's signature of a form it posts: HMAC-SHA-1 under the auth token over the address it called and then each parameter, sorted by
 * name, name and value without anything between. Source: Twilio, "Validating requests".
 */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort();
  const text = names
    .map((name) =>
      [...new Set(params.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(""),
    )
    .join("");
  return createHmac("sha1", authToken)
    .update(url + text, "utf8")
    .digest("base64");
}

/** Twilio signs with or without the standard port, so both spellings of the address are tried. */
export function isTwilioSignature(authToken: string, url: string, params: URLSearchParams, signature: string): boolean {
  return spellings(url).some((spelling) => equal(twilioSignature(authToken, spelling, params), signature));
}

function spellings(url: string): string[] {
  const match = /^(https?):\/\/([^/?#]+)(.*)$/.exec(url);
  if (!match) return [];
  const [, scheme = "", authority = "", rest = ""] = match;
  const standard = scheme === "https" ? ":443" : ":80";
  const bare = authority.endsWith(standard) ? authority.slice(0, -standard.length) : authority;
  const withPort = /:\d+$/.test(bare) ? bare : bare + standard;
  return [url, `${scheme}://${bare}${rest}`, `${scheme}://${withPort}${rest}`];
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
