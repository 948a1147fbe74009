import { smsSize } from "@journeyman/channels";
import { rewriteTextLinks, urlsInText } from "./html-links.ts";
import { missingWarnings, renderPart, requireUnsubscribe, scopeOf, signLinks } from "./render.ts";
import type { RenderedSms, RenderInput, SmsContent } from "./types.ts";

/** Renders an SMS: no escaping, links signed, and how many segments it takes. Throws `unprocessable` with the place when the template fails. */
export async function renderSms(input: RenderInput<SmsContent>): Promise<RenderedSms> {
  requireUnsubscribe(input.class, input.links.unsubscribeUrl);
  const scope = scopeOf(input);
  const plain = renderPart("text", input.content.text, scope, input)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, "")
    .trim();
  const signed = await signLinks(urlsInText(plain), input);
  const text = rewriteTextLinks(plain, (url) => signed.get(url) ?? url);
  return { text, size: smsSize(text), warnings: missingWarnings(input.content, scope) };
}
