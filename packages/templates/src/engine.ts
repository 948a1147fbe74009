import { CaptureTag, type Context, Drop, type FilterImplOptions, Liquid, type Template } from "liquidjs";
import { templateLimits } from "./types.ts";

/** What a template is rendered into decides how values are escaped. */
export type OutputContext = "html" | "plain";

/** A render that takes longer than this (ms) or makes more than this (characters, roughly) is a fault of the template, not a mail. */
const limits = { parseLimit: templateLimits.html + 1, renderLimit: 500, memoryLimit: 20_000_000 } as const;

/** Text that was escaped when it was captured; printing it again must not escape it twice. Any filter makes it plain text again. */
class EscapedText extends Drop {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override valueOf(): string {
    return this.text;
  }
  override toString(): string {
    return this.text;
  }
}

class HtmlCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const scope = context.bottom() as Record<string, unknown>;
    scope[this.variable] = new EscapedText(textOf(scope[this.variable]));
  }
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

/** Escaped for text and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

function textOf(value: unknown): string {
  if (value instanceof EscapedText) return value.text;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : `${value as number | boolean | bigint}`;
}

/**
 * These escape for themselves, so what they give is printed as it is when they come last. `raw` does not exist: whatever a person or a
 * client wrote into a profile must not become markup.
 */
const htmlFilters: Readonly<Record<string, FilterImplOptions>> = {
  escape: { raw: true, handler: (value: unknown) => escapeHtml(textOf(value)) },
  xml_escape: { raw: true, handler: (value: unknown) => escapeHtml(textOf(value)) },
  escape_once: { raw: true, handler: (value: unknown) => escapeHtml(textOf(value).replace(/&(amp|lt|gt|quot|#34|#39);/g, unescapeOne)) },
  newline_to_br: { raw: true, handler: (value: unknown) => escapeHtml(textOf(value)).replace(/\r?\n/g, "<br>\n") },
};

function unescapeOne(entity: string): string {
  return { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'" }[entity] ?? entity;
}

/** No files to include, nothing that prints a value without escaping it, no counters shared with other renders. */
const absentTags = ["include", "render", "layout", "block", "cycle", "increment", "decrement"];

function createEngine(output: OutputContext, zone: string, locale: string): Liquid {
  const engine = new Liquid({
    ...limits,
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    templates: {},
    timezoneOffset: zone,
    locale,
    ...(output === "html"
      ? { outputEscape: (value: unknown) => (value instanceof EscapedText ? value.text : escapeHtml(textOf(value))) }
      : {}),
  });
  for (const tag of absentTags) delete engine.tags[tag];
  engine.unregisterFilter("raw");
  if (output === "html") {
    engine.registerTag("capture", HtmlCapture);
    for (const [name, filter] of Object.entries(htmlFilters)) engine.registerFilter(name, filter);
  }
  return engine;
}

const engines = new Map<string, Liquid>();

/** The engine for an output, a zone and a language; dates are written in them. */
export function engineFor(output: OutputContext, zone = "UTC", locale = "en"): Liquid {
  return remember(engines, `${output} ${zone} ${locale}`, 500, () => createEngine(output, zone, locale));
}

const parsed: Readonly<Record<OutputContext, Map<string, Template[]>>> = { html: new Map(), plain: new Map() };

/** Parsed once per text and output; throws liquidjs' errors, with a token that knows its place. */
export function parseTemplate(output: OutputContext, source: string): Template[] {
  return remember(parsed[output], source, 200, () => engineFor(output).parse(source));
}

/** What was made for a key, made once while it is among the `max` last used. */
export function remember<T>(cache: Map<string, T>, key: string, max: number, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const made = make();
  cache.set(key, made);
  const [oldest] = cache.keys();
  if (cache.size > max && oldest !== undefined) cache.delete(oldest);
  return made;
}
