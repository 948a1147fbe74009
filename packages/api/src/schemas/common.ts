import { type IdKind, idPrefixes, isJourneymanError, parseId } from "@journeyman/core";
import { z } from "zod";

/** `jny_01h…` in a path, a query or a body; the handler gets the UUID. */
export function idOf(kind: IdKind) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return parseId(kind, text);
      } catch (error) {
        context.addIssue({ code: "custom", message: isJourneymanError(error) ? error.message : "This is not an id." });
        return z.NEVER;
      }
    })
    .meta({ type: "string", example: `${idPrefixes[kind]}_01h455vb4pex5vsknk084sn02q` });
}

/** An id that goes out. */
export const id = z.string();
/** ISO 8601 in UTC. */
export const time = z.string();
export const named = z.object({ id, name: z.string() });
export const channel = z.enum(["email", "sms"]);
export const unknownRecord = z.record(z.string(), z.unknown());

/** `{ items, next }`; `next` is handed back as `after`. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const pageQuery = { after: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** `true` and `false` as a query writes them. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : iso(at);
}
