import { type ConsentRecord, channelSubject, recordConsent } from "@journeyman/consent/store";
import { type Id, type Instant, type JsonObject, readPath } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

/** Said by a person at this moment, not carried along from an earlier choice. */
const explicitEvents = new Set(["Segment Consent Preference Updated", "Segment Consent Preference", "Consent Preference Updated"]);

/** Subjects that mean something else than a topic. */
const reserved = new Set([channelSubject]);
const mostTopics = 50;

/** `context.consent.categoryPreferences`: topic → agreed. Undefined when the event has none or its source may not say so. */
export function preferencesOf(event: { trusted: boolean; context: JsonObject }): Record<string, boolean> | undefined {
  const preferences = readPath(event.context, "consent.categoryPreferences");
  if (!event.trusted || readPath(event.context, "consent.refused") !== undefined) return undefined;
  if (preferences === null || typeof preferences !== "object" || Array.isArray(preferences)) return undefined;
  const entries = Object.entries(preferences).filter(
    ([topic, agreed]) => typeof agreed === "boolean" && topic.length <= 100 && !reserved.has(topic),
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries.slice(0, mostTopics)) as Record<string, boolean>);
}

type Held = { contact_point_id: Id; subject: string; state: "granted" | "denied"; method: string | null };

/**
 * Records what an event says about topics at each of the person's current contact points; at none when there is no contact point.
 * SDKs repeat the stored choice with every event, so a repeated "yes" never lifts a withdrawal that came another way (an unsubscribe
 * link, STOP): only an event that says the preference was updated does. Answers the topics something was recorded for.
 */
export async function applyConsent(
  tx: Tx,
  profileId: Id,
  event: { id: Id; name: string; at: Instant; source_id: Id | null },
  preferences: Record<string, boolean>,
): Promise<string[]> {
  const topics = Object.keys(preferences);
  const points = await tx.query<{ id: Id }>(
    "customers.active_contact_points",
    "SELECT id FROM contact_point WHERE environment_id = $1 AND profile_id = $2 AND active ORDER BY id",
    [tx.environmentId, profileId],
  );
  const record = (topic: string, contactPointId: Id | null): ConsentRecord => ({
    profileId,
    contactPointId,
    subject: topic,
    state: preferences[topic] ? "granted" : "denied",
    basis: "consent",
    method: "category-preferences",
    at: event.at,
    eventId: event.id,
    sourceId: event.source_id,
  });
  if (points.length === 0) {
    const news = await unheldTopics(tx, profileId, preferences);
    await recordConsent(
      tx,
      news.map((topic) => record(topic, null)),
    );
    return news;
  }
  const held = await tx.query<Held>(
    "customers.held_consent",
    `SELECT s.contact_point_id, s.subject, s.state, c.method FROM consent_state s
       LEFT JOIN consent c ON c.environment_id = $1 AND c.id = s.consent_id
      WHERE s.environment_id = $1 AND s.contact_point_id = ANY($2::uuid[]) AND s.subject = ANY($3::text[])`,
    [tx.environmentId, points.map((point) => point.id), topics],
  );
  const byPoint = new Map(held.map((row) => [`${row.contact_point_id}:${row.subject}`, row]));
  const explicit = explicitEvents.has(event.name);
  const news = topics.flatMap((topic) =>
    points.flatMap((point) =>
      isNews(preferences[topic] === true, byPoint.get(`${point.id}:${topic}`), explicit) ? [record(topic, point.id)] : [],
    ),
  );
  await recordConsent(tx, news);
  return [...new Set(news.map((said) => said.subject))];
}

function isNews(agreed: boolean, held: Held | undefined, explicit: boolean): boolean {
  if (held === undefined) return true;
  if (held.state === (agreed ? "granted" : "denied")) return false;
  return !agreed || explicit || held.method === "category-preferences";
}

/** For someone without a contact point: topics whose last record is not the same already. */
async function unheldTopics(tx: Tx, profileId: Id, preferences: Record<string, boolean>): Promise<string[]> {
  const rows = await tx.query<{ subject: string; state: string }>(
    "customers.consent_without_contact",
    `SELECT DISTINCT ON (subject) subject, state FROM consent
      WHERE environment_id = $1 AND profile_id = $2 AND contact_point_id IS NULL AND subject = ANY($3::text[])
      ORDER BY subject, at DESC, id DESC`,
    [tx.environmentId, profileId, Object.keys(preferences)],
  );
  const last = new Map(rows.map((row) => [row.subject, row.state]));
  return Object.keys(preferences).filter((topic) => last.get(topic) !== (preferences[topic] ? "granted" : "denied"));
}
