/** What a person means by answering an SMS. */
export type ReplyIntent = "stop" | "start" | "help";

/** Words of several languages; "opt out" and "stop all" are caught as two words as well. Compared without accents and case. */
const stopWords = [
  "stop",
  "stopall",
  "stop all",
  "unsubscribe",
  "cancel",
  "end",
  "quit",
  "revoke",
  "optout",
  "opt out", // en
  "arret",
  "desabonner",
  "stopp",
  "abmelden",
  "abbestellen",
  "baja",
  "parar",
  "alto",
  "cancelar",
  "annulla",
  "stoppen",
  "afmelden",
  "wypisz",
  "rezygnuje",
].map((word) => word.split(" "));
const startWords = new Set(["start", "unstop", "optin", "opt in"]);
const helpWords = new Set(["help", "info", "aide", "hilfe", "ayuda", "aiuto", "pomoc"]);

/**
 * What an answer asks for. A stop word counts anywhere in the text ("please stop these"), since refusing must be easy and wins over
 * everything else; START and HELP count only as the whole text, since agreeing must be meant.
 */
export function replyIntent(text: string): ReplyIntent | undefined {
  const spoken = wordsOf(text);
  if (stopWords.some((phrase) => contains(spoken, phrase))) return "stop";
  const whole = spoken.join(" ");
  if (startWords.has(whole)) return "start";
  if (helpWords.has(whole)) return "help";
  return undefined;
}

function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function contains(spoken: readonly string[], phrase: readonly string[]): boolean {
  return spoken.some((_, from) => phrase.every((word, i) => spoken[from + i] === word));
}
