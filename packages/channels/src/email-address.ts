import { domainToASCII } from "./idna.ts";

/** `address` is what is written to, `index` what is compared: both for the same mailbox have the same index. */
export type EmailAddress = { address: string; index: string; domain: string };

const localPattern = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an e-mail address as people type it. The index has the whole address in lower case and the domain as IDNA ASCII; in
 * `address` the local part keeps its case. Undefined when it cannot be an address (quoted local parts and IP literals are not taken).
 */
export function parseEmail(text: string): EmailAddress | undefined {
  const trimmed = text.trim().normalize("NFC");
  const at = trimmed.lastIndexOf("@");
  if (at < 1) return undefined;
  const local = trimmed.slice(0, at);
  const domain = domainToASCII(trimmed.slice(at + 1).replace(/\.$/, ""));
  if (domain === undefined || !localPattern.test(local) || new TextEncoder().encode(local).length > 64) return undefined;
  const labels = domain.split(".");
  if (labels.length < 2 || domain.length > 253 || !labels.every((label) => labelPattern.test(label))) return undefined;
  if (/^\d+$/.test(labels.at(-1) ?? "")) return undefined;
  return { address: `${local}@${domain}`, index: `${local.toLowerCase()}@${domain}`, domain };
}

/** The form under which an e-mail address is looked up and hashed, or undefined when it is none. */
export function normaliseEmail(text: string): string | undefined {
  return parseEmail(text)?.index;
}
