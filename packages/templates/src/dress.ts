import { escapeHtml } from "./engine.ts";
import { applyEdits, type Edit, type HtmlShape, isLink } from "./html-links.ts";
import type { RenderScope } from "./render.ts";
import type { EmailContent, RenderInput } from "./types.ts";

/** RFC 8058: one HTTPS address, and the header that says that a POST to it is enough. */
export function unsubscribeHeaders(input: RenderInput<EmailContent>): Record<string, string> {
  const url = input.links.unsubscribeUrl;
  if (input.class !== "marketing" || !url) return {};
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

/** What marketing must say and this mail does not: the postal address, the way out. Nothing when both are there. */
export function footerEdits(html: string, shape: HtmlShape, input: RenderInput<EmailContent>, scope: RenderScope): Edit[] {
  if (input.class !== "marketing") return [];
  const url = input.links.unsubscribeUrl ?? "";
  const lines: string[] = [];
  const address = String(scope.postal_address);
  if (address && !squeeze(shape.text).includes(squeeze(address))) lines.push(escapeHtml(address));
  if (!shape.attributes.some((one) => isLink(one) && one.value.trim() === url)) lines.push(`<a href="${escapeHtml(url)}">Unsubscribe</a>`);
  if (lines.length === 0) return [];
  return atEnd(html, shape, `<p style="margin:24px 0;font-size:12px;text-align:center">${lines.join("<br>")}</p>`);
}

export function textFooter(text: string, input: RenderInput<EmailContent>): string {
  const url = input.links.unsubscribeUrl;
  return input.class !== "marketing" || !url || text.includes(url) ? text : `${text.trimEnd()}\n\nUnsubscribe: ${url}`;
}

export type Dress = { subject: string; preheader: string; locale: string; pixel: string | undefined };

/** The whole document with its edits, the preheader at its beginning and the open pixel at its end. */
export function dressed(html: string, shape: HtmlShape, edits: readonly Edit[], dress: Dress): string {
  const pixel = dress.pixel
    ? atEnd(html, shape, `<img src="${escapeHtml(dress.pixel)}" width="1" height="1" alt="" style="display:block;border:0">`)
    : [];
  // A document that names no body has no place before its first words.
  const start = shape.bodyStart ?? (shape.hasHtmlTag ? undefined : 0);
  const preheader = dress.preheader && start !== undefined ? [{ from: start, to: start, text: hidden(dress.preheader) }] : [];
  const body = applyEdits(html, [...preheader, ...edits, ...pixel]);
  return shape.hasHtmlTag ? body : page(body, dress);
}

/** Inboxes go on with the body when the preheader is short, so blanks of no width follow it. */
function hidden(preheader: string): string {
  return `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preheader)}${"&#8199;&#847; ".repeat(30)}</div>`;
}

function page(body: string, { subject, locale }: Dress): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title>`;
  return `<!doctype html>\n<html lang="${escapeHtml(locale)}"><head>${head}</head><body>\n${body}\n</body></html>\n`;
}

function atEnd(html: string, shape: HtmlShape, text: string): Edit[] {
  const at = shape.bodyEnd ?? html.length;
  return [{ from: at, to: at, text }];
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").toLowerCase();
}
