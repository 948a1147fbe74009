import type { Channel } from "@journeyman/consent";
import { type Id, type Instant, isId, JourneymanError } from "@journeyman/core";
import { nilId, type Tx } from "@journeyman/store";
import { type MessageState, messageStates } from "../ledger/states.ts";

export type MessageFilter = {
  states?: readonly MessageState[];
  channel?: Channel;
  journeyId?: Id;
  profileId?: Id;
  templateId?: Id;
  runId?: Id;
  node?: string;
  /** Test sends too. One of which nobody knows what became is there in any case. */
  previews?: boolean;
  /** `next` of the page before. */
  after?: string;
  /** 1 to 200, default 50. */
  limit?: number;
};

export type MessageSummary = {
  id: Id;
  runId: Id;
  profileId: Id | null;
  journey: { id: Id; name: string; version: number } | null;
  node: string;
  /** The step's title in the version that sent it. */
  title: string | null;
  visit: number;
  channel: Channel;
  template: { id: Id; name: string } | null;
  topic: { key: string; name: string } | null;
  class: "marketing" | "transactional";
  state: MessageState;
  reason: string | null;
  heldUntil: Instant | null;
  /** What may be shown of the address without the right to see it. */
  to: string | null;
  plannedAt: Instant;
  acceptedAt: Instant | null;
  deliveredAt: Instant | null;
  openedAt: Instant | null;
  clickedAt: Instant | null;
  bouncedAt: Instant | null;
  complainedAt: Instant | null;
  unsubscribedAt: Instant | null;
  preview: boolean;
};

export type MessagePage = { items: MessageSummary[]; next?: string };

/** The ledger, newest first. Ids are ordered by time, so a page is a range of the index and stays right while messages are added. */
export async function listMessages(tx: Tx, filter: MessageFilter = {}): Promise<MessagePage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), 200);
  if (filter.after !== undefined && !isId(filter.after)) {
    throw new JourneymanError("invalid", "That page does not exist; start again from the first.", {
      problems: [{ path: "after", message: "is not the `next` of a page" }],
    });
  }
  const unknown = filter.states?.find((state) => !messageStates.includes(state));
  if (unknown !== undefined) throw new JourneymanError("invalid", `There is no state "${unknown}"; there are ${messageStates.join(", ")}.`);
  const values: unknown[] = [tx.environmentId, nilId, limit + 1];
  const conditions: string[] = [];
  const where = (name: string, sql: (parameter: string) => string, value: unknown): string => {
    if (value === undefined) return "";
    conditions.push(sql(`$${values.push(value)}`));
    return name;
  };
  const name = [
    where("s", (p) => `m.state = ANY(${p}::text[])`, filter.states),
    where("c", (p) => `m.channel = ${p}`, filter.channel),
    where("j", (p) => `m.journey_id = ${p}`, filter.journeyId),
    where("p", (p) => `m.profile_id = ${p}`, filter.profileId),
    where("t", (p) => `m.template_id = ${p}`, filter.templateId),
    where("r", (p) => `m.run_id = ${p}`, filter.runId),
    where("n", (p) => `m.node = ${p}`, filter.node),
    where("a", (p) => `m.id < ${p}`, filter.after),
  ].join("");
  if (!filter.previews) conditions.push("(NOT m.settings ? 'preview' OR m.state = 'unknown')");
  const rows = await tx.query<MessageSummary>(`message_list_${name}${filter.previews ? "_all" : ""}`, listSql(conditions), values);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: last.id } : {}) };
}

export const summaryColumns = `
  m.id, m.run_id AS "runId", nullif(m.profile_id, $2) AS "profileId", m.node, m.visit, m.channel, m.class, m.state, m.reason,
  CASE WHEN j.id IS NOT NULL THEN jsonb_build_object('id', j.id, 'name', j.name, 'version', w.number) END AS journey,
  w.plan #>> ARRAY['nodes', m.node, 'title'] AS title,
  CASE WHEN m.topic IS NOT NULL THEN jsonb_build_object('key', m.topic, 'name', coalesce(o.name, m.topic)) END AS topic,
  CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'name', t.name) END AS template,
  CASE WHEN m.state IN ('held', 'planned') THEN m.held_until END AS "heldUntil", coalesce(c.hint, m.settings->'preview'->>'hint') AS "to",
  m.planned_at AS "plannedAt", m.accepted_at AS "acceptedAt", m.delivered_at AS "deliveredAt", m.opened_at AS "openedAt",
  m.clicked_at AS "clickedAt", m.bounced_at AS "bouncedAt", m.complained_at AS "complainedAt", m.unsubscribed_at AS "unsubscribedAt",
  m.settings ? 'preview' AS preview`;

export const summaryJoins = `
LEFT JOIN journey j ON j.environment_id = $1 AND j.id = m.journey_id
LEFT JOIN version w ON w.environment_id = $1 AND w.id = m.version_id
LEFT JOIN topic o ON o.environment_id = $1 AND o.key = m.topic
LEFT JOIN template t ON t.environment_id = $1 AND t.id = m.template_id
LEFT JOIN contact_point c ON c.environment_id = $1 AND c.id = m.endpoint`;

function listSql(conditions: readonly string[]): string {
  return `SELECT ${summaryColumns}
FROM (SELECT * FROM message m WHERE ${["m.environment_id = $1", ...conditions].join(" AND ")} ORDER BY m.id DESC LIMIT $3) m
${summaryJoins}
ORDER BY m.id DESC`;
}
