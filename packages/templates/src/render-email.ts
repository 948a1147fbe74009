import { compile } from "html-to-text";
import { dressed, footerEdits, textFooter, unsubscribeHeaders } from "./dress.ts";
import { applyEdits, attributeEdits, isLink, linkKind, readHtml, rewriteTextLinks, urlsInText } from "./html-links.ts";
import { missingWarnings, renderPart, requireUnsubscribe, scopeOf, signLinks } from "./render.ts";
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
  const html = renderPart("html", content.html, scope, input);
  const shape = readHtml(html);

  const urls = shape.attributes.filter((one) => isLink(one) && linkKind(one.value) === "web").map((one) => one.value.trim());
  const signed = await signLinks([...urls, ...(written === undefined ? [] : urlsInText(written))], input);
  const signLink = (url: string) => signed.get(url) ?? url;
  const warnings: RenderWarning[] = missingWarnings(content, scope);
  const links = attributeEdits(shape.attributes, (attribute) => {
    if (!isLink(attribute)) return attribute.name.startsWith("on") ? "" : undefined;
    if (linkKind(attribute.value) !== "unsafe") return signed.get(attribute.value.trim());
    warnings.push({
      part: "html",
      message: "A link leads to something that is neither a page, an e-mail address nor a number; it was emptied.",
    });
    return "#";
  });
  const edits = [...links, ...footerEdits(html, shape, input, scope)];
  const text = written === undefined ? textOf(applyEdits(html, edits)) : textFooter(rewriteTextLinks(written, signLink), input);
  return {
    subject,
    html: dressed(html, shape, edits, { subject, preheader, locale: input.locale ?? "en", pixel: input.links.openPixelUrl }),
    text: text.trim(),
    headers: unsubscribeHeaders(input),
    warnings,
  };
}

/** Plain text of an HTML mail: links in brackets behind their words, pictures left out. */
const textOf: (html: string) => string = compile({
  wordwrap: false,
  limits: { maxInputLength: 2_000_000, maxDepth: 100 },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "title", format: "skip" },
  ],
});

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}
