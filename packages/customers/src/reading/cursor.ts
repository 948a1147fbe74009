import { type Id, type Instant, isId, JourneymanError } from "@journeyman/core";

/** Where a page ended: the next one holds what is older. */
export type Cursor = { at: Instant | null; id: Id };

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at ?? ""} ${cursor.id}`).toString("base64url");
}

/** Throws `invalid` for a text that is not a cursor of ours. */
export function readCursor(text: string): Cursor {
  const [at, id] = Buffer.from(text, "base64url").toString().split(" ");
  if (at === undefined || id === undefined || !isId(id) || !/^(-?\d{1,15})?$/.test(at)) {
    throw new JourneymanError("invalid", "`after` is not a cursor; take it from `next` of the page before.");
  }
  return { at: at === "" ? null : Number(at), id };
}
