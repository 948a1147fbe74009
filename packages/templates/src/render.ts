import { JourneymanError } from "@journeyman/core";
import { engineFor, parseTemplate } from "./engine.ts";
import { problemOf } from "./faults.ts";
import type { MessageClass, RenderInput, RenderWarning, TemplateContent, TemplatePart } from "./types.ts";
import { missingIn, sourcesOf, variableUses } from "./variables.ts";

/** What `{{ … }}` can read, with the addresses of this message. */
export type RenderScope = Record<string, unknown>;

export function scopeOf(input: RenderInput<TemplateContent>): RenderScope {
  return {
    person: input.person,
    event: input.event ?? {},
    variables: input.variables ?? {},
    unsubscribe_url: input.links.unsubscribeUrl ?? "",
    preferences_url: input.links.preferencesUrl ?? input.links.unsubscribeUrl ?? "",
    postal_address: (input.postalAddress ?? "").trim().replace(/\s*[\r\n]+\s*/g, ", "),
  };
}

/** Renders one part. Throws `unprocessable` with the place and what to mend; the message has none of the person's data. */
export function renderPart(part: TemplatePart, source: string, scope: RenderScope, input: { zone?: string; locale?: string }): string {
  const output = part === "html" ? "html" : "plain";
  try {
    const templates = parseTemplate(output, source);
    return String(engineFor(output, input.zone, input.locale).renderSync(templates, scope) ?? "");
  } catch (error) {
    const problem = problemOf(part, error);
    throw new JourneymanError("unprocessable", `The template's ${part} cannot be rendered. ${problem.message}`, { problems: [problem] });
  }
}

/** Names of variables that stayed empty and have no fallback; never their values. */
export function missingWarnings(content: TemplateContent, scope: RenderScope): RenderWarning[] {
  const missing = sourcesOf(content).flatMap((source) => missingIn(variableUses(source), scope));
  const seen = new Map(missing.map((use) => [`${use.part} ${use.path}`, use]));
  return [...seen.values()].map(({ part, path }) => ({
    part,
    message: `{{ ${path} }} has no value here; give it a fallback: {{ ${path} | default: "…" }}.`,
  }));
}

export function requireUnsubscribe(messageClass: MessageClass, unsubscribeUrl: string | undefined): void {
  if (messageClass === "marketing" && !unsubscribeUrl) {
    throw new JourneymanError(
      "internal",
      "A marketing message was to be rendered without an unsubscribe link. It was not sent; this is a fault of the program.",
    );
  }
}

/** Calls `linkFor` once per address and answers all of them. Addresses that the message itself made are left alone. */
export async function signLinks(urls: readonly string[], input: RenderInput<TemplateContent>): Promise<Map<string, string>> {
  const { linkFor, unsubscribeUrl, preferencesUrl } = input.links;
  const signed = new Map<string, string>();
  if (!linkFor) return signed;
  for (const url of new Set(urls)) if (url !== unsubscribeUrl && url !== preferencesUrl) signed.set(url, await linkFor(url));
  return signed;
}
