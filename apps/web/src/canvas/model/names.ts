import { isName } from "@journeyman/node-kit";

const latin: Record<string, string> = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

/** A title as an id: "Bought in an hour?" → `bought-in-an-hour`. Empty when nothing of it can be written in ASCII. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => latin[letter] ?? "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}

/** Names the product itself uses for cards and counts. */
const reserved = new Set(["entry", "journey"]);

/** An id that is free among `taken`: from the title, else the kind, with a number when others have it. Ids start with a letter. */
export function freeId(title: string, kind: string, taken: ReadonlySet<string>): string {
  const bare = slug(title) || slug(kind) || "step";
  const base = isName(bare) && !reserved.has(bare) ? bare : `step-${bare}`;
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}
