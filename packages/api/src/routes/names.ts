import type { Id } from "@journeyman/core";
import { formatId, type IdKind } from "@journeyman/core";

/** `{ id, name }` of whoever did something; null for an API key's or the system's work. */
export function namedOrNull(kind: IdKind, id: Id | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id: formatId(kind, id), name: name ?? "somebody" };
}
