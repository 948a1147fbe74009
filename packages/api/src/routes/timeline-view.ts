import { consentMethodWords } from "@journeyman/consent";
import { formatId } from "@journeyman/core";
import type { TimelineItem } from "@journeyman/customers";
import { kindOf, nodeSchema, portsOf } from "@journeyman/journey";
import type { CanvasRegistry } from "@journeyman/node-kit";
import type { z } from "zod";
import { iso } from "../schemas/common.ts";
import type { timeline } from "../schemas/people.ts";
import { summaryOf } from "./home.ts";
import { insideSentence, reasonText, refusalText } from "./reason-text.ts";

type View = z.input<typeof timeline>["items"][number];

const bold = (text: string) => `**${text.replaceAll("*", "")}**`;

/** One thing that happened, as a sentence first. */
export function timelineItemView(item: TimelineItem, registry: CanvasRegistry): View {
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
        aside: journeyWords(item),
        icon: item.channel === "sms" ? "message-square-text" : "mail",
        family: "message",
        href: `/messages?message=${formatId("message", item.id)}`,
        message: {
          id: formatId("message", item.id),
          channel: item.channel as "email" | "sms",
          state: item.state,
          reason: reasonText(item.reason),
          ledger: item.ledger.map(({ state, at }) => ({ state, at: at === null ? null : iso(at) })),
        },
      };
    }
    case "step":
      return {
        ...base,
        kind: "journey",
        ...stepView(item, registry),
        ...(item.journeyId
          ? { href: `/journeys/${formatId("journey", item.journeyId)}?mode=path&run=${formatId("run", item.runId)}` }
          : {}),
      };
    case "refusal":
      return {
        ...base,
        kind: "journey",
        sentence: `Not let into ${bold(item.journey ?? "a journey")}: ${insideSentence(refusalText(item.reason, item.detail))}`,
        aside: null,
        icon: "door-closed",
        href: `/journeys/${formatId("journey", item.journeyId)}`,
      };
    case "consent":
      return {
        ...base,
        kind: "consent",
        sentence: `${item.state === "granted" ? "Agreed to" : "Refused"} ${bold(item.subject === "channel" ? "the whole channel" : (item.topic ?? item.subject))}`,
        aside: consentMethodWords(item.method),
        icon: item.state === "granted" ? "shield-check" : "shield-off",
      };
  }
}

type Step = Extract<TimelineItem, { kind: "step" }>;

function journeyWords({ journey, version }: { journey: string | null; version: number | null }): string | null {
  return journey && version ? `${journey}, v${version}` : journey;
}

/** A step's row: its sentence, its icon and its family's colour. */
function stepView(item: Step, registry: CanvasRegistry): Pick<View, "sentence" | "aside" | "icon"> & { family?: string } {
  const step = bold(item.title ?? item.node);
  const journey = bold(item.journey ?? "a journey");
  const reason = typeof item.detail.reason === "string" ? insideSentence(reasonText(item.detail.reason)) : "";
  const node = nodeSchema.safeParse(item.step).data;
  const definition = node && kindOf(node, registry);
  const way = node && portsOf(node, registry).find(({ name }) => name === item.port)?.label;
  const own = { aside: journeyWords(item), icon: definition?.icon ?? "route", ...(definition ? { family: definition.family } : {}) };
  switch (item.what) {
    case "began":
      return {
        aside: null,
        icon: "zap",
        family: "entry",
        sentence: `Entered ${journey}${item.version ? `, version ${item.version}` : ""}`,
      };
    case "left":
      return {
        ...own,
        sentence: `${step}: ${item.port === "timeout" ? "timed out" : `went on by ${bold(way ?? (reason || "another way"))}`}`,
      };
    case "waiting":
      return { ...own, sentence: `Waits at ${step}` };
    case "exit":
      return { ...own, icon: "flag", family: "exit", sentence: `Left ${journey}${reason ? `: ${reason}` : ""}` };
    case "stuck":
      return { ...own, icon: "circle-alert", sentence: `Is stuck at ${step}${reason ? `: ${reason}` : ""}` };
    case "goal":
      return { aside: journeyWords(item), icon: "target", sentence: `Converted in ${journey}${goalWords(item.detail)}` };
    default:
      return { ...own, sentence: `${item.node === "" ? journey : step}: ${reason || item.what}` };
  }
}

function goalWords(detail: Step["detail"]): string {
  if (typeof detail.value !== "number") return "";
  return `, ${detail.value.toFixed(2)}${typeof detail.currency === "string" ? ` ${detail.currency}` : ""}`;
}
