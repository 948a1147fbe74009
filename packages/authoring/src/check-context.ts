import { placeTraits } from "@journeyman/customers";
import type { CheckContext } from "@journeyman/node-kit";
import type { Tx } from "@journeyman/store";
import { variablesOf } from "@journeyman/templates";

type TemplateRow = {
  key: string;
  name: string;
  channel: "email" | "sms";
  current_version_id: string | null;
  transactional: boolean;
  archived_at: number | null;
  content: unknown;
};
type EventRow = { name: string; a_day: number; properties: string[] | null };

/** All but the steps themselves: what the workspace has, for checks and for the editor's pickers. */
export type WorkspaceContext = Omit<CheckContext, "nodes">;

const templateSql = `
  SELECT t.key, t.name, t.channel, t.current_version_id, t.transactional, t.archived_at, coalesce(v.content, t.draft) AS content
  FROM template t
  LEFT JOIN template_version v ON v.environment_id = t.environment_id AND v.id = t.current_version_id
  WHERE t.environment_id = $1 ORDER BY t.name`;

// The latest twenty of a name tell which properties it has; a scan of all of them would grow with the shop.
const eventSql = `
  SELECT e.name, e.a_day::int AS a_day, p.properties
  FROM (
    SELECT name, count(*) FILTER (WHERE at > now() - interval '1 day') AS a_day
    FROM event WHERE environment_id = $1 AND type IN ('track', 'page') AND at > now() - interval '30 days'
    GROUP BY name ORDER BY 2 DESC LIMIT 200
  ) e
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT key ORDER BY key) AS properties
    FROM (SELECT properties FROM event WHERE environment_id = $1 AND name = e.name ORDER BY at DESC LIMIT 20) latest, jsonb_object_keys(latest.properties) AS key
  ) p ON true`;

export async function workspaceContext(tx: Tx): Promise<WorkspaceContext> {
  const environment = [tx.environmentId];
  const templates = await tx.query<TemplateRow>("authoring_templates_context", templateSql, environment);
  const topics = await tx.query<{ key: string; name: string; archived_at: number | null }>(
    "authoring_topics_context",
    "SELECT key, name, archived_at FROM topic WHERE environment_id = $1 AND kind = 'topic' ORDER BY name",
    environment,
  );
  const providers = await tx.query<{ channel: string }>(
    "authoring_providers_context",
    "SELECT DISTINCT channel FROM provider WHERE environment_id = $1 AND active",
    environment,
  );
  const events = await tx.query<EventRow>("authoring_events_context", eventSql, environment);
  const fields = await tx.query<{ scope: "trait" | "event"; name: string; class: string; type: string | null }>(
    "authoring_fields_context",
    "SELECT scope, name, class, type FROM field_class WHERE environment_id = $1 ORDER BY name",
    environment,
  );
  const of = (scope: "trait" | "event") =>
    fields.filter((field) => field.scope === scope).map((field) => ({ name: field.name, class: field.class, type: field.type }));
  const ready = new Set(providers.map(({ channel }) => channel));
  return {
    templates: templates.map((row) => ({
      key: row.key,
      name: row.name,
      channel: row.channel,
      published: row.current_version_id !== null,
      transactional: row.transactional,
      archived: row.archived_at !== null,
      variables: safeVariables(row.content),
    })),
    topics: topics.map(({ key, name, archived_at }) => ({ key, name, archived: archived_at !== null })),
    channels: (["email", "sms"] as const).map((channel) =>
      ready.has(channel)
        ? { channel, ready: true }
        : {
            channel,
            ready: false,
            problem: `No provider sends ${channel === "sms" ? "SMS" : "e-mail"} here. Add one in Settings, Providers.`,
          },
    ),
    events: events.map(({ name, a_day, properties }) => ({ name, aDay: a_day, properties: properties ?? [] })),
    traits: withPlaceTraits(of("trait")),
    properties: of("event"),
  };
}

/** A place is known of people of whom nobody said it as a trait. */
function withPlaceTraits(traits: NonNullable<CheckContext["traits"]>): NonNullable<CheckContext["traits"]> {
  const unseen = Object.keys(placeTraits).filter((name) => !traits.some((trait) => trait.name === name));
  return [...traits, ...unseen.map((name) => ({ name, class: "attribute", type: "string" }))].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** A template that does not parse has its own problem where it is edited; here it has no variables. */
function safeVariables(content: unknown): string[] {
  try {
    return variablesOf(content as Parameters<typeof variablesOf>[0]);
  } catch {
    return [];
  }
}
