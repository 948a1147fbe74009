import type { Glyph, StatusTone } from "./ui/status.tsx";

type Look = { word: string; tone: StatusTone; glyph: Glyph };

/** How each state of the ledger looks and is called. Everything unusual has a shape of its own, not only a colour. */
const looks: Record<string, Look> = {
  planned: { word: "Planned", tone: "muted", glyph: "dashed" },
  held: { word: "Held", tone: "warn", glyph: "pause" },
  claimed: { word: "Being sent", tone: "info", glyph: "clock" },
  accepted: { word: "Accepted", tone: "muted", glyph: "hollow" },
  delivered: { word: "Delivered", tone: "ok", glyph: "check" },
  opened: { word: "Opened", tone: "ok", glyph: "check" },
  clicked: { word: "Clicked", tone: "ok", glyph: "check" },
  bounced: { word: "Bounced", tone: "bad", glyph: "cross" },
  complained: { word: "Reported as spam", tone: "bad", glyph: "alert" },
  unsubscribed: { word: "Unsubscribed", tone: "warn", glyph: "slash" },
  rejected: { word: "Rejected", tone: "bad", glyph: "cross" },
  failed: { word: "Failed", tone: "bad", glyph: "cross" },
  unknown: { word: "Unknown outcome", tone: "warn", glyph: "unknown" },
  suppressed: { word: "Suppressed", tone: "warn", glyph: "slash" },
  cancelled: { word: "Cancelled", tone: "muted", glyph: "slash" },
  expired: { word: "Expired", tone: "warn", glyph: "clock" },
};

export function lookOf(state: string): Look {
  return looks[state] ?? { word: state, tone: "muted", glyph: "hollow" };
}

type Fact = "deliveredAt" | "openedAt" | "clickedAt" | "bouncedAt";
type Reached = { state: string } & Record<Fact, string | null> & { complainedAt?: string | null; unsubscribedAt?: string | null };

/** How far a message came: what its facts say counts over the bare state, but for one that was never taken. */
export function furthest(message: Reached): string {
  if (message.state === "rejected") return "rejected";
  if (message.complainedAt) return "complained";
  if (message.bouncedAt) return "bounced";
  if (message.clickedAt) return "clicked";
  if (message.openedAt) return "opened";
  if (message.deliveredAt) return "delivered";
  return message.state;
}
