import { audit, type Principal } from "@journeyman/access";
import { type Id, type Instant, JourneymanError, type JsonObject, newId } from "@journeyman/core";
import type { JourneyProblem } from "@journeyman/journey";
import type { Tx } from "@journeyman/store";
import { z } from "zod";
import { actorOf, userIdOf } from "../actor.ts";
import { workspaceContext } from "../check-context.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { newKey } from "../key.ts";
import { parseInput } from "../parse-input.ts";
import { emptyDefinition } from "./empty-definition.ts";
import { judge } from "./judge.ts";
import { draftRow, journeyRow, versionRow } from "./rows.ts";

const mostBytes = 512 * 1024;

const nameSchema = z.string().trim().min(1, "Give the journey a name.").max(120, "A name has at most 120 characters.");
const documentSchema = z
  .record(z.string(), z.json())
  .refine((value) => JSON.stringify(value).length <= mostBytes, "A definition has at most 512 KB.");

export const createJourneySchema = z.object({
  name: nameSchema,
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A key has small letters, digits and hyphens.")
    .optional(),
  definition: documentSchema.optional(),
  layout: documentSchema.optional(),
});

/** A new journey with an empty or a given draft. Nothing is live until it is published. */
export function createJourney(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  input: unknown,
): Promise<{ id: Id; key: string }> {
  const { name, key, definition, layout } = parseInput(createJourneySchema, input);
  return within(deps, principal, environmentId, "journey.edit", async (tx) =>
    insertJourney(tx, principal, { name, key: await newKey(tx, "journey", key, name), definition, layout }),
  );
}

async function insertJourney(
  tx: Tx,
  principal: Principal,
  { name, key, definition, layout }: { name: string; key: string; definition?: JsonObject | undefined; layout?: JsonObject | undefined },
): Promise<{ id: Id; key: string }> {
  const id = newId(tx.now());
  const user = userIdOf(principal);
  const document = { ...(definition ?? emptyDefinition()), journey: key, name };
  await tx.query(
    "authoring_journey_insert",
    "INSERT INTO journey (environment_id, id, key, name, created_by) VALUES ($1, $2, $3, $4, $5)",
    [tx.environmentId, id, key, name, user],
  );
  await tx.query(
    "authoring_draft_insert",
    "INSERT INTO draft (environment_id, journey_id, definition, layout, updated_by) VALUES ($1, $2, $3, $4, $5)",
    [tx.environmentId, id, JSON.stringify(document), JSON.stringify(layout ?? {}), user],
  );
  await audit(tx, { ...actorOf(principal), action: "journey.create", subjectKind: "journey", subjectId: id, detail: { key } });
  return { id, key };
}

export const saveDraftSchema = z.object({ revision: z.int().min(1), definition: documentSchema, layout: documentSchema.optional() });

/**
 * Saves a draft, right or wrong, when `revision` is the one it was read at. Throws `stale_revision` otherwise: what came is not stored and
 * not lost, the caller still has it, and `context` says whose change came first and when.
 */
export function saveDraft(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  input: unknown,
): Promise<{ revision: number; updatedAt: Instant; problems: JourneyProblem[] }> {
  const { revision, definition, layout } = parseInput(saveDraftSchema, input);
  return within(deps, principal, environmentId, "journey.edit", async (tx) => {
    const journey = await journeyRow(tx, journeyId);
    const draft = await draftRow(tx, journeyId, true);
    if (draft.revision !== revision) {
      throw new JourneymanError(
        "stale_revision",
        `${draft.updated_by_name ?? "Somebody else"} changed this draft after you opened it. Yours was not saved over it: look at theirs, then merge or copy yours.`,
        { context: { revision: draft.revision, updatedBy: draft.updated_by_name, updatedAt: draft.updated_at } },
      );
    }
    const name = typeof definition.name === "string" && definition.name.trim() ? definition.name.trim().slice(0, 120) : journey.name;
    const document = { ...definition, journey: journey.key, name };
    const [saved] = await tx.query<{ revision: number; updated_at: Instant }>(
      "authoring_draft_save",
      `UPDATE draft SET revision = revision + 1, definition = $3, layout = coalesce($4, layout), updated_by = $5, updated_at = now()
       WHERE environment_id = $1 AND journey_id = $2 RETURNING revision, updated_at`,
      [environmentId, journeyId, JSON.stringify(document), layout ? JSON.stringify(layout) : null, userIdOf(principal)],
    );
    if (!saved) throw new JourneymanError("not_found", "This journey has no draft.");
    if (name !== journey.name) {
      await tx.query("authoring_journey_rename", "UPDATE journey SET name = $3, updated_at = now() WHERE environment_id = $1 AND id = $2", [
        environmentId,
        journeyId,
        name,
      ]);
    }
    const { problems } = judge(document, deps.registry, await workspaceContext(tx));
    return { revision: saved.revision, updatedAt: saved.updated_at, problems };
  });
}

/** The draft becomes what the given version was; the change is one revision, so it can be undone by restoring another. */
export function restoreVersion(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  versionId: Id,
): Promise<{ revision: number }> {
  return within(deps, principal, environmentId, "journey.edit", async (tx) => {
    await draftRow(tx, journeyId, true);
    const version = await versionRow(tx, versionId);
    const [saved] = await tx.query<{ revision: number }>(
      "authoring_draft_restore",
      `UPDATE draft d SET revision = revision + 1, definition = v.definition, layout = v.layout, updated_by = $4, updated_at = now()
       FROM version v WHERE d.environment_id = $1 AND d.journey_id = $2 AND v.environment_id = $1 AND v.id = $3 AND v.journey_id = $2 RETURNING d.revision`,
      [environmentId, journeyId, version.id, userIdOf(principal)],
    );
    if (!saved) throw new JourneymanError("not_found", "That version belongs to another journey.");
    await audit(tx, {
      ...actorOf(principal),
      action: "journey.restore",
      subjectKind: "journey",
      subjectId: journeyId,
      detail: { number: version.number },
    });
    return saved;
  });
}

/** A copy with its own key and draft; people and versions stay with the first. */
export function duplicateJourney(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
): Promise<{ id: Id; key: string }> {
  return within(deps, principal, environmentId, "journey.edit", async (tx) => {
    const journey = await journeyRow(tx, journeyId);
    const draft = await draftRow(tx, journeyId);
    const name = `${journey.name} (copy)`.slice(0, 120);
    const key = await newKey(tx, "journey", undefined, name);
    return insertJourney(tx, principal, { name, key, definition: draft.definition, layout: draft.layout });
  });
}

/** Out of the list, with its history. A live or paused journey must be stopped first. */
export function archiveJourney(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  archived: boolean,
): Promise<void> {
  return within(deps, principal, environmentId, "journey.edit", async (tx) => {
    const journey = await journeyRow(tx, journeyId, true);
    if (archived && (journey.status === "live" || journey.status === "paused")) {
      throw new JourneymanError("in_use", `"${journey.name}" is ${journey.status}. Stop it first: people inside would go on unseen.`);
    }
    await tx.query(
      "authoring_journey_archive",
      "UPDATE journey SET archived_at = CASE WHEN $3 THEN now() END, updated_at = now() WHERE environment_id = $1 AND id = $2",
      [environmentId, journeyId, archived],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: archived ? "journey.archive" : "journey.unarchive",
      subjectKind: "journey",
      subjectId: journeyId,
      detail: {},
    });
  });
}
