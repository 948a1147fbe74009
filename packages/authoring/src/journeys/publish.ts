import { audit, type Principal } from "@journeyman/access";
import { canonicalJson, type Id, JourneymanError, newId, sha256Hex } from "@journeyman/core";
import { type Change, compareDefinitions, compile, type JourneyProblem, parseDefinition, tellDefinition } from "@journeyman/journey";
import type { SentenceNames } from "@journeyman/node-kit";
import type { Tx } from "@journeyman/store";
import { z } from "zod";
import { actorOf, userIdOf } from "../actor.ts";
import { type WorkspaceContext, workspaceContext } from "../check-context.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";
import { hasErrors, judge } from "./judge.ts";
import { draftRow, type JourneyRow, journeyRow, type VersionRow, versionRow } from "./rows.ts";

export type Review = {
  revision: number;
  nextNumber: number;
  problems: JourneyProblem[];
  /** In plain sentences. What the journey does, when nothing was published yet. */
  changes: Change[];
  firstPublish: boolean;
  /** Who stands where, in the versions that are out, and what happens to them. */
  inside: { node: string; title: string; waiting: number; fate: string }[];
  /** People for whom an entry's event was seen in the last seven days, a day. */
  enteringADay: number;
};

/** What publishing the draft would change, before it is done. */
export function reviewPublish(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<Review> {
  return within(deps, principal, environmentId, "journey.read", async (tx) => {
    const journey = await journeyRow(tx, journeyId);
    const draft = await draftRow(tx, journeyId);
    const context = await workspaceContext(tx);
    const { definition, problems } = judge(draft.definition, deps.registry, context);
    const live = journey.live_version_id ? await versionRow(tx, journey.live_version_id) : undefined;
    const before = live && parseDefinition(live.definition);
    const names = namesFrom(context);
    const told = definition && !before ? tellDefinition(definition, deps.registry, names) : [];
    const changes = definition && before?.ok ? compareDefinitions(before.definition, definition, deps.registry, names) : told;
    return {
      revision: draft.revision,
      nextNumber: (await latestNumber(tx, journeyId)) + 1,
      problems,
      changes,
      firstPublish: !live,
      inside: live ? await peopleInside(tx, journeyId, live.number) : [],
      enteringADay: definition
        ? await enteringADay(
            tx,
            definition.entry.map(({ event }) => event),
          )
        : 0,
    };
  });
}

export const publishSchema = z.object({ revision: z.int().min(1), note: z.string().trim().max(500).default("") });

/**
 * Compiles the draft into the next version and makes it live: the next event of a person already meets it. People inside stay on theirs.
 * Asked again (a second click, a call whose answer was lost), it answers the version that is out already.
 * Throws `unprocessable` with the problems, `stale_revision` when the draft is not the one that was reviewed.
 */
export function publish(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  input: unknown,
): Promise<{ versionId: Id; number: number }> {
  const { revision, note } = parseInput(publishSchema, input);
  return within(deps, principal, environmentId, "journey.publish", async (tx) => {
    const journey = await journeyRow(tx, journeyId, true);
    if (journey.archived_at !== null)
      throw new JourneymanError("conflict", "This journey is archived. Bring it back before you publish it.");
    const draft = await draftRow(tx, journeyId, true);
    if (draft.revision !== revision) {
      throw new JourneymanError(
        "stale_revision",
        `${draft.updated_by_name ?? "Somebody"} changed the draft after you reviewed it. Review it again before you publish.`,
        {
          context: { revision: draft.revision, updatedBy: draft.updated_by_name, updatedAt: draft.updated_at },
        },
      );
    }
    const { definition, problems } = judge(draft.definition, deps.registry, await workspaceContext(tx));
    if (!definition || hasErrors(problems)) {
      const errors = problems.filter(({ severity }) => severity === "error");
      throw new JourneymanError(
        "unprocessable",
        `The journey cannot be published: ${errors.length === 1 ? "one problem stands" : `${errors.length} problems stand`} in the way.`,
        {
          problems: errors.map(({ node, path, message }) => ({ path: node ? `nodes.${node}${path ? `.${path}` : ""}` : path, message })),
        },
      );
    }
    const out = await versionThatIsOut(tx, journey);
    if (out && canonicalJson([out.definition, out.layout]) === canonicalJson([draft.definition, draft.layout]))
      return { versionId: out.id, number: out.number };
    const plan = compile(definition, deps.registry);
    const versionId = newId(tx.now());
    const number = (await latestNumber(tx, journeyId)) + 1;
    await tx.query(
      "authoring_version_insert",
      `INSERT INTO version (environment_id, id, journey_id, number, definition, layout, plan, checksum, note, published_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        environmentId,
        versionId,
        journeyId,
        number,
        JSON.stringify(draft.definition),
        JSON.stringify(draft.layout),
        JSON.stringify(plan),
        sha256Hex(canonicalJson(draft.definition)),
        note,
        userIdOf(principal),
      ],
    );
    await makeLive(
      tx,
      journey,
      versionId,
      plan.entries.map(({ event }) => event),
    );
    await audit(tx, {
      ...actorOf(principal),
      action: "journey.publish",
      subjectKind: "journey",
      subjectId: journeyId,
      detail: { number, versionId },
    });
    return { versionId, number };
  });
}

async function versionThatIsOut(tx: Tx, { status, live_version_id }: JourneyRow): Promise<VersionRow | undefined> {
  if (live_version_id === null || (status !== "live" && status !== "paused")) return undefined;
  return versionRow(tx, live_version_id);
}

/** A paused journey stays paused: publishing is not resuming. */
async function makeLive(tx: Tx, journey: JourneyRow, versionId: Id, events: readonly string[]): Promise<void> {
  await tx.query(
    "authoring_journey_live",
    "UPDATE journey SET status = CASE WHEN status = 'paused' THEN status ELSE 'live' END, live_version_id = $3, updated_at = now() WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, journey.id, versionId],
  );
  await tx.query("authoring_triggers_clear", "DELETE FROM trigger WHERE environment_id = $1 AND journey_id = $2", [
    tx.environmentId,
    journey.id,
  ]);
  await tx.query(
    "authoring_triggers_insert",
    "INSERT INTO trigger (environment_id, event_name, journey_id, version_id) SELECT $1, name, $2, $3 FROM unnest($4::text[]) AS name",
    [tx.environmentId, journey.id, versionId, [...new Set(events)]],
  );
}

async function latestNumber(tx: Tx, journeyId: Id): Promise<number> {
  const [row] = await tx.query<{ number: number | null }>(
    "authoring_latest_number",
    "SELECT max(number) AS number FROM version WHERE environment_id = $1 AND journey_id = $2",
    [tx.environmentId, journeyId],
  );
  return row?.number ?? 0;
}

async function peopleInside(tx: Tx, journeyId: Id, liveNumber: number): Promise<Review["inside"]> {
  const rows = await tx.query<{ node: string; title: string | null; number: number; waiting: number }>(
    "authoring_people_inside",
    `SELECT token.value ->> 'node' AS node, max(v.plan #>> ARRAY['nodes', token.value ->> 'node', 'title']) AS title, v.number, count(*)::int AS waiting
     FROM run r
     JOIN version v ON v.environment_id = r.environment_id AND v.id = r.version_id
     CROSS JOIN LATERAL jsonb_each(r.state -> 'tokens') AS token
     WHERE r.environment_id = $1 AND r.journey_id = $2 AND r.status <> 'ended' AND NOT r.preview
     GROUP BY 1, v.number ORDER BY v.number DESC, waiting DESC`,
    [tx.environmentId, journeyId],
  );
  return rows.map(({ node, title, number, waiting }) => ({
    node,
    title: title ?? node,
    waiting,
    fate: number === liveNumber ? "stay on the version they entered, to its end" : `stay on version ${number}, to its end`,
  }));
}

async function enteringADay(tx: Tx, events: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ people: number }>(
    "authoring_entering",
    `SELECT (count(DISTINCT (profile_id, at::date)) / 7.0)::float8 AS people FROM event
     WHERE environment_id = $1 AND name = ANY($2) AND at > now() - interval '7 days' AND NOT historical`,
    [tx.environmentId, [...new Set(events)]],
  );
  return Math.round(row?.people ?? 0);
}

export function namesFrom(context: WorkspaceContext): SentenceNames {
  const templates = new Map(context.templates?.map(({ key, name }) => [key, name]));
  const topics = new Map(context.topics?.map(({ key, name }) => [key, name]));
  return { template: (key) => templates.get(key) ?? key, topic: (key) => topics.get(key) ?? key, node: (id) => id };
}
