import { Tokenizer } from "htmlparser2";
import { escapeHtml } from "./engine.ts";

export type HtmlAttribute = {
  tag: string;
  name: string;
  /** Entities decoded. */
  value: string;
  /** Of the value with its quotes, in the source. */
  from: number;
  to: number;
};

/** A place in a document where something may be put in. */
export type HtmlShape = { attributes: HtmlAttribute[]; bodyStart?: number; bodyEnd?: number; hasHtmlTag: boolean; text: string };

/**
 * The attributes of a document with their places, so that some can be replaced and everything else, conditional comments for Outlook
 * included, stays as it was written, to the byte.
 */
export function readHtml(html: string): HtmlShape {
  const shape: HtmlShape = { attributes: [], hasHtmlTag: false, text: "" };
  let tag = "";
  let name = "";
  let nameEnd = 0;
  let value = "";
  let hidden = false;
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        hidden ||= tag === "script" || tag === "style";
        if (tag === "html") shape.hasHtmlTag = true;
      },
      onopentagend(end) {
        if (tag === "body") shape.bodyStart ??= end + 1;
      },
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        nameEnd = end;
        value = "";
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend(_quote, end) {
        const assigned = /^\s*=\s*/.exec(html.slice(nameEnd, nameEnd + 200));
        if (!assigned) return;
        const from = nameEnd + assigned[0].length;
        const quote = html[from];
        const quoted = quote === '"' || quote === "'";
        shape.attributes.push({ tag, name, value, from, to: quoted ? html.indexOf(quote, from + 1) + 1 : end });
      },
      onclosetag(start, end) {
        const closed = html.slice(start, end).toLowerCase();
        if (closed === "script" || closed === "style") hidden = false;
        if (closed === "body") shape.bodyEnd = start - 2;
      },
      ontext(start, end) {
        if (!hidden) shape.text += html.slice(start, end);
      },
      ontextentity(codepoint) {
        if (!hidden) shape.text += String.fromCodePoint(codepoint);
      },
      onselfclosingtag() {},
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return shape;
}

/** Attributes that lead somewhere when a person acts. */
export function isLink(attribute: HtmlAttribute): boolean {
  return attribute.name === "href" && (attribute.tag === "a" || attribute.tag === "area" || attribute.tag.startsWith("v:"));
}

export type LinkKind = "web" | "other" | "anchor" | "relative" | "unsafe";

/** What an address is, whatever tricks its spelling plays: control characters and spaces inside a scheme are ignored by browsers. */
export function linkKind(url: string): LinkKind {
  const plain = url.replace(/[\p{Cc} ]/gu, "").toLowerCase();
  if (plain === "" || plain.startsWith("#")) return "anchor";
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(plain)?.[1];
  if (scheme === undefined) return "relative";
  if (scheme === "http" || scheme === "https") return URL.canParse(url.trim()) ? "web" : "unsafe";
  return ["mailto", "tel", "sms"].includes(scheme) ? "other" : "unsafe";
}

/** Puts `text` in place of what stands from `from` to `to`; both the same puts it in between. */
export type Edit = { from: number; to: number; text: string };

/** Edits in the order of their places; two at one place in the order given. */
export function applyEdits(html: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    out += html.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + html.slice(at);
}

/** Replaces attribute values; `change` answers the new value, or undefined to leave it. */
export function attributeEdits(attributes: readonly HtmlAttribute[], change: (attribute: HtmlAttribute) => string | undefined): Edit[] {
  return attributes.flatMap((attribute) => {
    const value = change(attribute);
    return value === undefined ? [] : [{ from: attribute.from, to: attribute.to, text: `"${escapeHtml(value)}"` }];
  });
}

/** Replaces each web link of a document by what `fn` answers for it. Everything else stays. */
export function rewriteLinks(html: string, fn: (url: string) => string): string {
  const links = readHtml(html).attributes.filter(isLink);
  return applyEdits(
    html,
    attributeEdits(links, ({ value }) => (linkKind(value) === "web" ? fn(value.trim()) : undefined)),
  );
}

const textUrl = /\bhttps?:\/\/[^\s<>"'\])}]+[^\s<>"'\])}.,;:!?]/g;

/** The web addresses in plain text. */
export function urlsInText(text: string): string[] {
  return text.match(textUrl) ?? [];
}

export function rewriteTextLinks(text: string, fn: (url: string) => string): string {
  return text.replace(textUrl, fn);
}
