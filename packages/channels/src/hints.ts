import type { ContactKind } from "./specs.ts";

/** What may be shown of an address to someone who may not see it: `a***@example.com`, `+48 *** *** 200`. Takes normalised values. */
export function hintOf(kind: ContactKind, value: string): string {
  return kind === "email" ? emailHint(value) : phoneHint(value);
}

function emailHint(value: string): string {
  const at = value.lastIndexOf("@");
  if (at < 1) return "***";
  const [first = ""] = value.slice(0, at);
  return `${first}***${value.slice(at)}`;
}

function phoneHint(value: string): string {
  const digits = value.replace(/\D/g, "");
  if (digits.length < 8) return "***";
  return `+${digits.slice(0, 2)} *** *** ${digits.slice(-3)}`;
}
