import { formatId } from "@journeyman/core";
import type { TimelineItem } from "@journeyman/customers";
import type { z } from "zod";
import { iso } from "../schemas/common.ts";
import type { timeline } from "../schemas/people.ts";
import { summaryOf } from "./home.ts";

type View = z.input<typeof timeline>["items"][number];

const bold = (text: string) => `**${text.replaceAll("*", "")}**`;

/** One thing that happened, as a sentence first. */
export function timelineItemView(item: TimelineItem): View {
  const base = { id: item.id, at: iso(item.at), aside: null };
  switch (item.kind) {
    case "event": {
      const summary = summaryOf(item.properties);
      return {
        ...base,
        kind: item.type === "identify" ? "change" : "event",
        sentence: summary ? `${bold(item.name)} ${summary}` : bold(item.name),
        aside: item.trusted ? item.source : `${item.source ?? "a browser"}, not signed`,
        icon: item.type === "identify" ? "user-pen" : item.type === "page" ? "file-text" : item.type === "system" ? "cpu" : "zap",
        event: { id: formatId("event", item.id), name: item.name, properties: item.properties, hidden: item.sealed },
      };
    }
    case "message": {
      const what = item.channel === "sms" ? "SMS" : "E-mail";
      return {
        ...base,
        kind: "message",
        sentence: `${what} ${bold(item.title ?? item.node)}`,
        aside: item.journey,
        icon: item.channel === "sms" ? "message-square-text" : "mail",
        family: "message",
        href: `/messages/sent?message=${formatId("message", item.id)}`,
        message: { id: formatId("message", item.id), channel: item.channel as "email" | "sms", state: item.state, reason: item.reason, ledger: item.ledger.map(({ state, at }) => ({ state, at: at === null ? null : iso(at) })) },
      };
    }
    case "step":
      return {
        ...base,
        kind: "journey",
        sentence: stepSentence(item),
        aside: item.journey,
        icon: "route",
        ...(item.journeyId ? { href: `/journeys/${formatId("journey", item.journeyId)}?mode=path&run=${formatId("run", item.runId)}` } : {}),
      };
    case "refusal":
      return { ...base, kind: "journey", sentence: `Not let into ${bold(item.journey ?? "a journey")}: ${refusalWords(item.reason)}`, aside: null, icon: "door-closed", href: `/journeys/${formatId("journey", item.journeyId)}` };
    case "consent":
      return {
        ...base,
        kind: "consent",
        sentence: `${item.state === "granted" ? "Agreed to" : "Refused"} ${bold(item.subject === "channel" ? "the whole channel" : item.subject)}`,
        aside: item.method.replaceAll("-", " "),
        icon: item.state === "granted" ? "shield-check" : "shield-off",
      };
  }
}

function stepSentence(item: Extract<TimelineItem, { kind: "step" }>): string {
  const step = bold(item.title ?? item.node);
  const reason = typeof item.detail.reason === "string" ? item.detail.reason : "";
  switch (item.what) {
    case "entered":
      return `Came to ${step}`;
    case "left":
      return `Went on from ${step}${reason ? `: ${reason}` : ""}`;
    case "exit":
      return `Left the journey${reason ? `: ${reason}` : ""}`;
    case "stuck":
      return `Is stuck at ${step}${reason ? `: ${reason}` : ""}`;
    default:
      return `${step}: ${reason || item.what}`;
  }
}

const refusals: Record<string, string> = {
  audience: "not in the audience",
  reentry: "came before, and may not come again yet",
  "too-old": "the event is too old",
  historical: "the event is from an import",
  paused: "the journey is paused",
  limit: "a limit was reached",
  filter: "the event does not fit the filter",
};

export function refusalWords(reason: string): string {
  return refusals[reason] ?? reason.replaceAll("-", " ");
}
