import type { Session, Shopper } from "./analytics.ts";

async function ask(init?: RequestInit): Promise<Session | undefined> {
  const response = await fetch("/session", init);
  return response.ok ? ((await response.json()) as Session) : undefined;
}

export const currentSession = () => ask();

/** Signs in as a demo shopper (`{ demo: "" }` signs out) or with name and address; undefined when these do not fit. */
export const signIn = (who: object) => ask({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(who) });

/** What this browser was last told about offers by this shopper. */
const wishKey = (userId: string) => `northkettle-offers-${userId}`;
export function wishesOffers({ userId, offers }: Shopper): boolean | undefined {
  const remembered = localStorage.getItem(wishKey(userId));
  return remembered === null ? offers : remembered === "yes";
}
export const rememberWish = (userId: string, yes: boolean) => localStorage.setItem(wishKey(userId), yes ? "yes" : "no");
