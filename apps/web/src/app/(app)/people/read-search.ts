/** What somebody seems to have looked for, when nobody was found. */
export type Sought = { kind: "domain"; search: string } | { kind: "name" } | { kind: "other" };

const domain = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
const name = /^\p{L}[\p{L}\p{M}'’. -]*$/u;

export function readSearch(text: string): Sought {
  if (domain.test(text)) return { kind: "domain", search: `@${text.toLowerCase()}` };
  return { kind: name.test(text) ? "name" : "other" };
}
