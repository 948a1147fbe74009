import { durationWords } from "@journeyman/expressions";
import type { SentenceNames } from "@journeyman/node-kit";
import type { SendingSettings } from "./settings.ts";

/** "E-mail Cart reminder, topic Offers, expires after 6 hours". */
export function sendingSentence(label: string, settings: SendingSettings, names: SentenceNames): string {
  const parts = [settings.template === "" ? `${label}, no template yet` : `${label} ${names.template(settings.template)}`];
  if (settings.topic) parts.push(`topic ${names.topic(settings.topic)}`);
  if (settings.expires) parts.push(`expires after ${durationWords(settings.expires)}`);
  if (settings.quietHours === "skip") parts.push("not in quiet hours");
  return parts.join(", ");
}

export function sendingTitle(label: string, settings: SendingSettings, names: SentenceNames): string {
  return settings.template === "" ? label : names.template(settings.template);
}

/** "email", "e-mail cart-reminder": the words, and a template's key behind them. */
export function sendingPhrase(pattern: RegExp, text: string): { template: string } | undefined {
  const match = pattern.exec(text.trim());
  return match ? { template: match[1] ?? "" } : undefined;
}
