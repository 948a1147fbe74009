import { JourneymanError } from "@journeyman/core";

/** Deeper documents would overflow the stack of whoever walks them; nobody draws or writes them. */
const deepest = 100;
const unstorable = /[\0\p{Surrogate}]/u;

/** Throws `invalid`, with the place, for what Postgres cannot keep as text or JSON. Does not recurse, so it is safe on hostile input. */
export function assertStorable(input: unknown, part: string): void {
  let level: { path: string; value: unknown }[] = [{ path: "", value: input }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw refusal(part, `nests deeper than ${deepest} levels; make it flatter.`);
    const next: typeof level = [];
    for (const { path, value } of level) {
      if (typeof value === "string" && unstorable.test(value)) throw refusal(path || part, unstorableWords);
      if (value === null || typeof value !== "object") continue;
      for (const [key, item] of Object.entries(value)) {
        if (unstorable.test(key)) throw refusal(path || part, `has a name in it that ${unstorableWords}`);
        next.push({ path: path === "" ? key : `${path}.${key}`, value: item });
      }
    }
    level = next;
  }
}

const unstorableWords = "holds a character that no text may have (NUL, or half of an emoji); remove it.";

function refusal(path: string, message: string): JourneymanError {
  return new JourneymanError("invalid", `${path.slice(0, 300)} ${message}`, { problems: [{ path: path.slice(0, 300), message }] });
}
