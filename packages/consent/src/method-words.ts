/** By what way somebody agreed or refused, in words for people. */
const words: Readonly<Record<string, string>> = {
  api: "API",
  "category-preferences": "consent box, from your app",
  "one-click": "one-click unsubscribe",
  "unsubscribe-page": "unsubscribe page",
  stop: "answered STOP",
  start: "answered START",
  staff: "the team",
};

export const consentMethodWords = (method: string): string => words[method] ?? method.replaceAll("-", " ");
