export type Summary = {
  id: string;
  channel: "email" | "sms";
  to: string;
  from: string;
  subject?: string;
  preview: string;
  acceptedAt: string;
  messageId?: string;
  status?: string;
  statusAt?: string;
};
export type FullMessage = Summary & { text: string; html?: string; headers: Record<string, string>; source?: string };
export type Reply = { id: string; from: string; to: string; text: string; at: string };
export type Fault = {
  id: string;
  channel: "email" | "sms";
  mode: string;
  times?: number;
  every?: number;
  until?: string;
  hits: number;
  match?: { to?: string };
};

export type Channel = "all" | "email" | "sms";
export type View = "list" | "mail" | "phone" | "faults";

/** Everything the page shows. Changed only through `change`, which draws again. */
export const state = {
  messages: [] as Summary[],
  replies: [] as Reply[],
  faults: [] as Fault[],
  unread: new Set<string>(),
  channel: "all" as Channel,
  person: "",
  search: "",
  selected: "",
  number: "",
  tab: "mail" as "mail" | "text" | "headers",
  view: "list" as View,
  live: false,
  shown: 200,
};

let draw: () => void = () => {};
let waiting = false;

export function onChange(listener: () => void): void {
  draw = listener;
}

/** Several changes at once are drawn once. */
export function change(next: Partial<typeof state> = {}): void {
  Object.assign(state, next);
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

export const nameOf = (address: string): string =>
  address
    .replace(/\s*<[^>]*>\s*$/, "")
    .replace(/^"|"$/g, "")
    .trim() || addressOf(address);
export const addressOf = (address: string): string => /<([^>]+)>/.exec(address)?.[1] ?? address;

/** "ben.okafor@example.com" → "Ben Okafor"; a number stays one. */
export function personOf(to: string): string {
  if (to.startsWith("+")) return to;
  const words = (to.split("@")[0] ?? to).split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}

export function initialsOf(to: string): string {
  if (to.startsWith("+")) return to.slice(-2);
  const words = personOf(to).split(" ");
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : (words[0]?.[1] ?? ""))).toUpperCase();
}

/** Newest first, as filtered. */
export function visible(): Summary[] {
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  return state.messages
    .filter(
      (one) =>
        (state.channel === "all" || one.channel === state.channel) &&
        (state.person === "" || one.to === state.person) &&
        words.every((word) =>
          `${one.subject ?? ""} ${one.preview} ${one.to} ${one.messageId ?? ""} ${one.id}`.toLowerCase().includes(word),
        ),
    )
    .reverse();
}
