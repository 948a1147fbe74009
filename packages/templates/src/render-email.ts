import { htmlToText } from "html-to-text";
import { escapeHtml } from "./engine.ts";
import { type HtmlShape, isLink, linkKind, readHtml, replaceAttributes, rewriteTextLinks, urlsInText } from "./html-links.ts";
import { missingWarnings, type RenderScope, renderPart, requireUnsubscribe, scopeOf, signLinks } from "./render.ts";
import { type EmailContent, type RenderedEmail, type RenderInput, type RenderWarning, templateLimits } from "./types.ts";

/**
 * Renders an e-mail: subject on one line, HTML with signed links, plain text, and for marketing the headers of RFC 8058. Marketing never
 * leaves without a way to unsubscribe and a postal address: what the template hides behind a condition is added at the end.
 * Throws `unprocessable` with the place when the template fails.
 */
export async function renderEmail(input: RenderInput<EmailContent>): Promise<RenderedEmail> {
  requireUnsubscribe(input.class, input.links.unsubscribeUrl);
  const { content } = input;
  const scope = scopeOf(input);
  const subject = oneLine(renderPart("subject", content.subject, scope, input)).slice(0, templateLimits.subject);
  const preheader = content.preheader ? oneLine(renderPart("preheader", content.preheader, scope, input)) : "";
  const written = content.text?.trim() ? renderPart("text", content.text, scope, input) : undefined;
  const bare = withFooter(renderPart("html", content.html, scope, input), input, scope);

  const shape = readHtml(bare);
  const urls = shape.attributes.filter((one) => isLink(one) && linkKind(one.value) === "web").map((one) => one.value.trim());
  const signed = await signLinks([...urls, ...(written === undefined ? [] : urlsInText(written))], input);
  const warnings: RenderWarning[] = [...missingWarnings(content, scope)];
  const linked = replaceAttributes(bare, shape.attributes, (attribute) => {
    if (!isLink(attribute)) return attribute.name.startsWith("on") ? "" : undefined;
    if (linkKind(attribute.value) !== "unsafe") return signed.get(attribute.value.trim());
    warnings.push({
      part: "html",
      message: "A link leads to something that is neither a page, an e-mail address nor a number; it was emptied.",
    });
    return "#";
  });

  const text =
    written === undefined
      ? textOf(linked)
      : textFooter(
          rewriteTextLinks(written, (url) => signed.get(url) ?? url),
          input,
        );
  return {
    subject,
    html: dressed(linked, { subject, preheader, locale: input.locale ?? "en", pixel: input.links.openPixelUrl }),
    text: text.trim(),
    headers: unsubscribeHeaders(input),
    warnings,
  };
}

/** RFC 8058: one HTTPS address, and the header that says that a POST to it is enough. */
function unsubscribeHeaders(input: RenderInput<EmailContent>): Record<string, string> {
  const url = input.links.unsubscribeUrl;
  if (input.class !== "marketing" || !url) return {};
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

function withFooter(html: string, input: RenderInput<EmailContent>, scope: RenderScope): string {
  if (input.class !== "marketing") return html;
  const url = input.links.unsubscribeUrl ?? "";
  const shape = readHtml(html);
  const lines: string[] = [];
  const address = String(scope.postal_address);
  if (address && !squeeze(shape.text).includes(squeeze(address))) lines.push(escapeHtml(address));
  if (!shape.attributes.some((one) => isLink(one) && one.value.trim() === url)) lines.push(`<a href="${escapeHtml(url)}">Unsubscribe</a>`);
  if (lines.length === 0) return html;
  return insertAtEnd(html, shape, `<p style="margin:24px 0;font-size:12px;text-align:center">${lines.join("<br>")}</p>`);
}

function textFooter(text: string, input: RenderInput<EmailContent>): string {
  const url = input.links.unsubscribeUrl;
  return input.class !== "marketing" || !url || text.includes(url) ? text : `${text.trimEnd()}\n\nUnsubscribe: ${url}`;
}

type Dress = { subject: string; preheader: string; locale: string; pixel: string | undefined };

function dressed(html: string, dress: Dress): string {
  const whole = readHtml(html).hasHtmlTag ? html : page(html, dress);
  const shape = readHtml(whole);
  const ending = dress.pixel ? `<img src="${escapeHtml(dress.pixel)}" width="1" height="1" alt="" style="display:block;border:0">` : "";
  const ended = ending ? insertAtEnd(whole, shape, ending) : whole;
  if (!dress.preheader) return ended;
  const hidden = `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(dress.preheader)}${"&#8199;&#847; ".repeat(30)}</div>`;
  const at = readHtml(ended).bodyStart ?? 0;
  return ended.slice(0, at) + hidden + ended.slice(at);
}

function page(body: string, { subject, locale }: Dress): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title>`;
  return `<!doctype html>\n<html lang="${escapeHtml(locale)}"><head>${head}</head><body>\n${body}\n</body></html>\n`;
}

function insertAtEnd(html: string, shape: HtmlShape, addition: string): string {
  const at = shape.bodyEnd ?? html.length;
  return html.slice(0, at) + addition + html.slice(at);
}

/** Plain text of an HTML mail: links in brackets behind their words, pictures left out. */
function textOf(html: string): string {
  return htmlToText(html, {
    wordwrap: false,
    limits: { maxInputLength: 2_000_000, maxDepth: 100 },
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: "img", format: "skip" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: "title", format: "skip" },
    ],
  });
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").toLowerCase();
}
