import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { type Health, health, journeyNumbers, type Need, needs, recentEvents, type SentToday, sentToday } from "@journeyman/insights";
import { z } from "zod";
import { endpoint } from "../http/types.ts";
import { iso, isoOrNull } from "../schemas/common.ts";
import * as schemas from "../schemas/people.ts";

type View = z.input<typeof schemas.home>;

const home = endpoint({
  method: "get",
  path: "/home",
  tag: "Home",
  summary: "What needs somebody, live journeys, what was sent today, and how the machinery is",
  response: schemas.home,
  async handle({ deps, principal, environmentId }) {
    const rows = await authoring.listJourneys(deps, principal, environmentId);
    return authoring.within(deps, principal, environmentId, "journey.read", async (tx) => {
      const numbers = await journeyNumbers(tx);
      const journeys = rows
        .filter(({ status }) => status === "live" || status === "paused")
        .map(({ id, name, status }) => {
          const own = numbers.get(id);
          return {
            id: formatId("journey", id),
            name,
            status: status as "live" | "paused",
            inside: own?.inside ?? 0,
            enteredToday: own?.enteredToday ?? 0,
            entered14Days: own?.entered14Days ?? [],
            stuck: own?.stuck ?? 0,
            converted30Days: own?.converted30Days ?? null,
          };
        })
        .sort((a, b) => b.enteredToday - a.enteredToday || b.inside - a.inside);
      return {
        needs: (await needs(tx)).map(needView),
        journeys,
        sentToday: sentView(await sentToday(tx)),
        health: healthView(await health(tx, () => performance.now())),
        checkedAt: iso(tx.now()),
      };
    });
  },
});

const people = (n: number) => (n === 1 ? "1 person" : `${n.toLocaleString("en")} people`);

const waiting = (n: number) => (n === 0 ? "" : n === 1 ? ": one waits" : `: ${n.toLocaleString("en")} wait`);

function needView(need: Need): View["needs"][number] {
  const journey = need.journey;
  const texts: Record<Need["kind"], { title: string; href: string; label: string }> = {
    "stuck-runs": {
      title: `${journey?.name ?? "A journey"} is stuck for ${people(need.count)}`,
      href: journey ? `/journeys/${formatId("journey", journey.id)}?mode=live` : "/journeys",
      label: "Open journey",
    },
    "unknown-messages": {
      title: `${need.count === 1 ? "One message has" : `${need.count.toLocaleString("en")} messages have`} an unknown outcome`,
      href: "/messages?state=unknown",
      label: "Show",
    },
    poison: {
      title: `${need.count === 1 ? "One event" : `${need.count} events`} could not be processed`,
      href: "/people",
      label: "People",
    },
    brake: { title: "Sending is stopped", href: "/settings/workspace", label: "Open settings" },
    provider: { title: "A channel has no provider", href: "/settings/providers", label: "Add provider" },
    "provider-down": {
      title: `${need.provider?.name ?? "A provider"} does not take messages${waiting(need.count)}`,
      href: "/settings/providers",
      label: "Look at it",
    },
    "postal-address": { title: "The workspace has no postal address", href: "/settings/workspace", label: "Add it" },
    "field-class": {
      title: `${need.count === 1 ? "One field waits" : `${need.count} fields wait`} to be classed`,
      href: "/settings/fields",
      label: "Look",
    },
  };
  return {
    id: [need.kind, (journey ?? need.provider)?.id].filter(Boolean).join("-"),
    kind: need.kind,
    severity: need.severity,
    ...texts[need.kind],
    detail: need.detail,
    since: isoOrNull(need.since),
  };
}

function sentView(sent: SentToday): View["sentToday"] {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const of = (channel: string) => sent.hours.find((row) => row.hour === hour && row.channel === channel)?.n ?? 0;
    return { hour, email: of("email"), sms: of("sms") };
  });
  const channels = sent.channels.map(({ channel, ...rest }) => ({ channel: channel as "email" | "sms", ...rest }));
  return {
    accepted: sent.accepted,
    change: sent.acceptedWeekBefore > 0 ? sent.accepted / sent.acceptedWeekBefore - 1 : null,
    hours,
    channels,
  };
}

function healthView(found: Health): View["health"] {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const lag = (ms: number): "ok" | "warn" | "bad" => (ms > 60_000 ? "bad" : ms > 5_000 ? "warn" : "ok");
  return [
    {
      key: "worker",
      label: "Worker",
      state: lag(found.oldestPokeMs),
      value: seconds(found.oldestPokeMs),
      detail: "oldest run to be woken",
    },
    {
      key: "routing",
      label: "Events",
      state: lag(found.oldestInboxMs),
      value: seconds(found.oldestInboxMs),
      detail: `${found.inboxRows.toLocaleString("en")} not yet routed`,
    },
    {
      key: "postgres",
      label: "Postgres",
      state: found.queryMs > 500 ? "warn" : "ok",
      value: `${found.queryMs.toFixed(1)} ms`,
      detail: "for this page's query",
    },
    {
      key: "providers",
      label: "Providers",
      state: found.downProviders > 0 ? "bad" : found.activeProviders === 0 ? "warn" : "ok",
      value: `${found.activeProviders} of ${found.providers}`,
      detail: found.downProviders > 0 ? "not all take messages" : found.activeProviders === 0 ? "nothing can be sent" : "active",
    },
    {
      key: "unknown",
      label: "Unknown outcomes",
      state: found.openUnknown > 0 ? "warn" : "ok",
      value: found.openUnknown.toLocaleString("en"),
      detail: "shown, never resent blindly",
    },
  ];
}

const events = endpoint({
  method: "get",
  path: "/events/recent",
  tag: "Home",
  summary: "The latest events, as they come",
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  response: schemas.recentEvents,
  async handle({ deps, principal, environmentId, query }) {
    return authoring.within(deps, principal, environmentId, "journey.read", async (tx) => {
      const { items, perMinute } = await recentEvents(tx, query.limit);
      return {
        items: items.map((row) => ({
          id: formatId("event", row.id),
          name: row.name,
          at: iso(row.at),
          summary: summaryOf(row.properties),
          source: row.source,
          personId: formatId("profile", row.profile_id),
        })),
        perMinute,
      };
    });
  },
});

/** "Moka pot, 34.00 EUR": the two or three properties that a person would say aloud. */
export function summaryOf(properties: Record<string, unknown>): string {
  const text = (...names: string[]) =>
    names.map((name) => properties[name]).find((value): value is string => typeof value === "string" && value !== "");
  const number = ["total", "value", "revenue", "price"]
    .map((name) => properties[name])
    .find((value): value is number => typeof value === "number");
  const currency = text("currency");
  const amount = number === undefined ? undefined : [number.toFixed(2), currency].filter((part) => part !== undefined).join(" ");
  return [text("name", "product", "title", "order_id", "path"), amount].filter((part) => part !== undefined).join(", ");
}

export const homeEndpoints = [home, events];
