import { LiquidError } from "liquidjs";
import type { TemplatePart, TemplateProblem } from "./types.ts";

export type Place = { line: number; column: number };

/** A problem at a place, as the editor shows it. */
export function problemAt(
  part: TemplatePart,
  severity: TemplateProblem["severity"],
  code: string,
  message: string,
  place?: Place,
): TemplateProblem {
  return { path: place ? `${part}:${place.line}:${place.column}` : part, part, severity, code, message, ...place };
}

/** What liquidjs says, in words for whoever writes the template: what, and what to do. */
export function problemOf(part: TemplatePart, error: unknown): TemplateProblem {
  const message = error instanceof Error ? error.message : String(error);
  const place = placeOf(error);
  const plain = message.replace(/, line:\d+, col:\d+$/, "").replace(/, file:.*$/, "");
  const [code, text] = explain(plain);
  return problemAt(part, "error", code, text, place);
}

function placeOf(error: unknown): Place | undefined {
  const token = error instanceof Error && LiquidError.is(error) && "token" in error ? error.token : undefined;
  if (typeof token !== "object" || token === null || !("getPosition" in token) || typeof token.getPosition !== "function") return undefined;
  const [line, column] = token.getPosition() as [number, number];
  return { line, column };
}

const filesTags = ["include", "render", "layout", "block"];

function explain(message: string): [string, string] {
  const filter = /undefined filter: (.+)/.exec(message)?.[1];
  if (filter === "raw")
    return ["no_raw", 'The filter "raw" is not allowed: it would let what people typed become part of the mail\'s HTML. Remove it.'];
  if (filter !== undefined)
    return ["unknown_filter", `There is no filter "${filter}". Check its spelling, for example "default", "upcase", "date" or "append".`];
  const tag = /tag "(.+?)" not found/.exec(message)?.[1];
  if (tag !== undefined && filesTags.includes(tag))
    return ["no_includes", `"${tag}" is not available: a template stands alone. Copy the part in.`];
  if (tag !== undefined) return ["unknown_tag", `There is no tag "${tag}". Use if, unless, case, for, assign, capture or comment.`];
  const unclosed = /tag (.+) not closed/.exec(message)?.[1];
  if (unclosed !== undefined)
    return ["not_closed", `${unclosed} is opened and never closed. Add its end, such as {% endif %} or {% endfor %}.`];
  if (/output ".*" not closed/.test(message)) return ["not_closed", "{{ is opened and never closed. Add }}."];
  if (/memory alloc limit|render limit|template render/.test(message)) {
    return [
      "too_heavy",
      "The template makes too much or takes too long. Look for a loop over many items, or loops inside loops, and add a limit.",
    ];
  }
  if (/parse length limit/.test(message))
    return ["too_large", "The template is too long. Move pictures out of the HTML and remove what is not needed."];
  return ["syntax", `This is not valid: ${message}.`];
}
