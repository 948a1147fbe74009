import { durationWords } from "./format.ts";

/**
 * Reasons are kept as they were decided, with times in UTC and ISO durations. For reading, times become the reader's own and
 * durations words; what was decided stays what it was.
 */
export function humane(text: string, when: (iso: string) => string): string {
  return text
    .replace(/\b(on )?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/g, (_, on: string | undefined, iso: string) => dated(on, when(iso)))
    .replace(/\bP(?=\d|T\d)[0-9YMWDTHS]+\b/g, (iso) => durationWords(iso));
}

/** "on 3 May 12:00", but "today 12:00". */
function dated(on: string | undefined, words: string): string {
  return on === undefined || /^(today|yesterday|tomorrow)\b/i.test(words) ? words : on + words;
}
