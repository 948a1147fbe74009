import type { WaitSubject } from "./types.ts";

/** Keys of a node in a definition that are not settings: a settings schema may not use them. */
export const nodeKeys = ["kind", "version", "title", "disabled", "next"] as const;

/** `order`, `order-completed`, `remind2`: names of ports and ids of steps. */
export const namePattern = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;

/** Names that plain objects answer to by themselves. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

export function isName(text: string): boolean {
  return namePattern.test(text) && !inherited.has(text);
}

/** A name made of any words: "Order Completed" → `order-completed`. */
export function nameFrom(words: string, otherwise: string): string {
  const name = words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
  return isName(name) ? name : otherwise;
}

/** `kind@version`: a step's key in the machine's registry. */
export function machineKey(kind: string, version: number): string {
  return `${kind}@${version}`;
}

/** What a wait is filed under: `event:Order Completed`, `message:remind:clicked`. */
export function subjectKey(subject: WaitSubject): string {
  return "event" in subject ? `event:${subject.event}` : `message:${subject.message}:${subject.state}`;
}
