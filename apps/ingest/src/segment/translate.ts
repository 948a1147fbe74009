import { type Instant, type JsonObject, newId } from "@journeyman/core";
import type { CollectedEvent } from "@journeyman/customers";
import type { Source } from "../sources/source-cache.ts";
import type { Message } from "./schemas.ts";
import { eventTime } from "./times.ts";

const names = { identify: "Identified", page: "Page Viewed", screen: "Screen Viewed", group: "Grouped", alias: "Aliased" } as const;

export type Arrival = {
  source: Source;
  receivedAt: Instant;
  /** The request's, for events that have none of their own. */
  sentAt?: Instant;
  historical: boolean;
  /** The user a valid `context.userToken` of this event was made for. */
  tokenUser?: string;
};

/**
 * One checked message as an event to collect. A server is believed. A browser is believed when its token names the user it speaks of;
 * without that its user id and contact traits are kept under seal as claims, and the anonymous id alone says whose the event is.
 * Undefined when such a browser sent no anonymous id.
 */
export function translate(message: Message, arrival: Arrival): CollectedEvent | undefined {
  const { source, tokenUser } = arrival;
  const browser = source.kind === "browser";
  const trusted = !browser || (tokenUser !== undefined && (message.userId === undefined || message.userId === tokenUser));
  const userId = trusted ? (message.userId ?? tokenUser) : undefined;
  if (userId === undefined && message.anonymousId === undefined) return undefined;
  const context = contextOf(message, trusted, source.mayConsent);
  const previousId = message.type === "alias" ? message.previousId : undefined;
  const externalIds = trusted ? externalIdsOf(message.context) : [];
  const claimed: JsonObject = {
    ...(trusted || message.userId === undefined ? {} : { userId: message.userId }),
    ...(trusted || previousId === undefined ? {} : { previousId }),
  };
  return {
    messageId: message.messageId ?? newId(),
    // A browser's key is public: the ids it sends must not make a server's events count as repeated.
    ...(browser ? { messageScope: source.id } : {}),
    type: message.type,
    name: message.type === "track" ? message.event : names[message.type],
    at: eventTime(
      { originalTimestamp: message.originalTimestamp, timestamp: message.timestamp, sentAt: message.sentAt ?? arrival.sentAt },
      arrival.receivedAt,
    ),
    ...(userId === undefined ? {} : { userId }),
    ...(message.anonymousId === undefined ? {} : { anonymousId: message.anonymousId }),
    ...(trusted && previousId !== undefined ? { previous: { id: previousId, user: !browser } } : {}),
    ...(externalIds.length === 0 ? {} : { externalIds }),
    properties: propertiesOf(message),
    traits: ((message.type === "identify" ? message.traits : message.context?.traits) as JsonObject | undefined) ?? {},
    context,
    ...(Object.keys(claimed).length === 0 ? {} : { claimed }),
    sourceId: source.id,
    historical:
      arrival.historical || message.historical === true || message.context?.historical === true || saysHistorical(message.integrations),
    trusted,
    depth: 0,
  };
}

function propertiesOf(message: Message): JsonObject {
  switch (message.type) {
    case "track":
      return (message.properties ?? {}) as JsonObject;
    case "page":
    case "screen":
      return {
        ...(message.name === undefined ? {} : { name: message.name }),
        ...(message.category === undefined ? {} : { category: message.category }),
        ...(message.properties as JsonObject | undefined),
      };
    case "group":
      // A group's traits are the company's, not the person's.
      return { ...(message.traits as JsonObject | undefined), ...(message.groupId === undefined ? {} : { groupId: message.groupId }) };
    default:
      return {};
  }
}

/** Why consent that came with an event is kept and not applied. */
function contextOf(message: Message, trusted: boolean, mayConsent: boolean): JsonObject {
  const { consent, ...context } = (message.context ?? {}) as JsonObject & { consent?: { categoryPreferences?: Record<string, boolean> } };
  const preferences = consent?.categoryPreferences;
  if (preferences === undefined) return context;
  const refused = trusted ? (mayConsent ? undefined : "source") : "token";
  return { ...context, consent: { categoryPreferences: preferences, ...(refused === undefined ? {} : { refused }) } };
}

function externalIdsOf(context: unknown): { type: string; id: string }[] {
  const list = (context as { externalIds?: unknown } | undefined)?.externalIds;
  if (!Array.isArray(list)) return [];
  return list.slice(0, 10).flatMap((item: unknown) => {
    const { type, id } = (item ?? {}) as { type?: unknown; id?: unknown };
    return typeof type === "string" && typeof id === "string" && type !== "" && id !== "" && type.length + id.length <= 255
      ? [{ type, id }]
      : [];
  });
}

function saysHistorical(integrations: unknown): boolean {
  return integrations !== null && typeof integrations === "object" && (integrations as Record<string, unknown>).historical === true;
}
