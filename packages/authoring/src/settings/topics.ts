import { audit, type Principal } from "@journeyman/access";
import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { newKey } from "../key.ts";
import { parseInput } from "../parse-input.ts";

export type TopicRow = {
  id: Id;
  key: string;
  name: string;
  description: string;
  kind: "topic" | "tracking" | "profiling" | "sharing";
  no_record: "opt-in" | "opt-out";
  wording: string;
  wording_version: number;
  created_at: Instant;
  archived_at: Instant | null;
  /** People, by what they said for any address they have now: agreed to one and refused another counts in both. */
  granted: number;
  denied: number;
};

export function listTopics(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<TopicRow[]> {
  return within(deps, principal, environmentId, "settings.read", (tx) =>
    tx.query<TopicRow>(
      "authoring_topics",
      `SELECT t.id, t.key, t.name, t.description, t.kind, t.no_record, t.wording, t.wording_version, t.created_at, t.archived_at,
              coalesce(s.granted, 0)::int AS granted, coalesce(s.denied, 0)::int AS denied
       FROM topic t
       LEFT JOIN (SELECT o.subject, count(DISTINCT c.profile_id) FILTER (WHERE o.state = 'granted') AS granted,
                         count(DISTINCT c.profile_id) FILTER (WHERE o.state = 'denied') AS denied
                  FROM consent_state o JOIN contact_point c ON c.environment_id = $1 AND c.id = o.contact_point_id AND c.replaced_at IS NULL
                  WHERE o.environment_id = $1 GROUP BY o.subject) s ON s.subject = t.key
       WHERE t.environment_id = $1 ORDER BY t.archived_at IS NOT NULL, t.kind <> 'topic', t.name`,
      [environmentId],
    ),
  );
}

const fields = {
  name: z.string().trim().min(1, "Give the topic a name.").max(80),
  description: z.string().trim().max(500).default(""),
  noRecord: z.enum(["opt-in", "opt-out"]),
  wording: z.string().trim().max(2000).default(""),
};

export const createTopicSchema = z.object({
  ...fields,
  kind: z.enum(["topic", "tracking", "profiling", "sharing"]).default("topic"),
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A key has small letters, digits and hyphens.")
    .optional(),
});
export const saveTopicSchema = z.object(fields);

export function createTopic(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  input: unknown,
): Promise<{ id: Id; key: string }> {
  const topic = parseInput(createTopicSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const key = await newKey(tx, "topic", topic.key, topic.name);
    if (key === "channel")
      throw new JourneymanError("conflict", 'The key "channel" is taken: it stands for the whole channel. Choose another.');
    const id = newId(tx.now());
    await tx.query(
      "authoring_topic_insert",
      "INSERT INTO topic (environment_id, id, key, name, description, kind, no_record, wording) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      [environmentId, id, key, topic.name, topic.description, topic.kind, topic.noRecord, topic.wording],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: "topic.create",
      subjectKind: "topic",
      subjectId: id,
      detail: { key, noRecord: topic.noRecord },
    });
    return { id, key };
  });
}

/** A changed wording gets the next version: what people agreed to before keeps the number of what they saw. */
export function saveTopic(deps: AuthoringDeps, principal: Principal, environmentId: Id, topicId: Id, input: unknown): Promise<void> {
  const topic = parseInput(saveTopicSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const changed = await tx.query<{ key: string }>(
      "authoring_topic_save",
      `UPDATE topic SET name = $3, description = $4, no_record = $5, wording_version = wording_version + (wording <> $6)::int, wording = $6
       WHERE environment_id = $1 AND id = $2 RETURNING key`,
      [environmentId, topicId, topic.name, topic.description, topic.noRecord, topic.wording],
    );
    if (changed.length === 0) throw new JourneymanError("not_found", "There is no such topic.");
    await audit(tx, {
      ...actorOf(principal),
      action: "topic.save",
      subjectKind: "topic",
      subjectId: topicId,
      detail: { noRecord: topic.noRecord },
    });
  });
}

/** Out of the pickers; records stay. Refused while a live journey sends on it. */
export function archiveTopic(deps: AuthoringDeps, principal: Principal, environmentId: Id, topicId: Id, archived: boolean): Promise<void> {
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const [topic] = await tx.query<{ key: string; name: string }>(
      "authoring_topic",
      "SELECT key, name FROM topic WHERE environment_id = $1 AND id = $2 FOR UPDATE",
      [environmentId, topicId],
    );
    if (!topic) throw new JourneymanError("not_found", "There is no such topic.");
    const uses = archived
      ? await tx.query<{ name: string }>(
          "authoring_topic_uses",
          `SELECT DISTINCT j.name FROM journey j JOIN version v ON v.environment_id = j.environment_id AND v.id = j.live_version_id
           CROSS JOIN LATERAL jsonb_each(v.definition -> 'nodes') AS node
           WHERE j.environment_id = $1 AND j.status IN ('live', 'paused') AND node.value ->> 'topic' = $2`,
          [environmentId, topic.key],
        )
      : [];
    if (uses.length > 0)
      throw new JourneymanError(
        "in_use",
        `"${topic.name}" is sent on by ${uses.map(({ name }) => `"${name}"`).join(", ")}. Stop or change these first.`,
      );
    await tx.query(
      "authoring_topic_archive",
      "UPDATE topic SET archived_at = CASE WHEN $3 THEN now() END WHERE environment_id = $1 AND id = $2",
      [environmentId, topicId, archived],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: archived ? "topic.archive" : "topic.unarchive",
      subjectKind: "topic",
      subjectId: topicId,
      detail: { key: topic.key },
    });
  });
}
