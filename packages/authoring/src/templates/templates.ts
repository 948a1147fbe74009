import { audit, type Principal } from "@journeyman/access";
import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { TemplateContent, TemplateProblem } from "@journeyman/templates";
import { z } from "zod";
import { actorOf, userIdOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { newKey } from "../key.ts";
import { parseInput } from "../parse-input.ts";
import { contentSchema, startingContent } from "./content.ts";
import { templateProblems } from "./problems.ts";
import { type TemplateRow, type TemplateUse, templateColumns, templateRow, templateTables, templateUses } from "./rows.ts";

export type TemplateSummary = TemplateRow & { usedBy: { journeyId: Id; name: string; live: boolean }[] };

export function listTemplates(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  filter: { channel?: string; search?: string; archived?: boolean } = {},
): Promise<TemplateSummary[]> {
  return within(deps, principal, environmentId, "template.read", async (tx) => {
    const rows = await tx.query<TemplateRow>(
      "authoring_templates",
      `SELECT ${templateColumns} FROM ${templateTables}
       WHERE t.environment_id = $1 AND (t.archived_at IS NOT NULL) = $2 AND ($3::text IS NULL OR t.channel = $3)
         AND ($4::text IS NULL OR position(lower($4) in lower(t.name)) > 0 OR position(lower($4) in t.key) > 0)
       ORDER BY t.updated_at DESC LIMIT 500`,
      [environmentId, filter.archived ?? false, filter.channel ?? null, filter.search || null],
    );
    const uses = await templateUses(tx);
    return rows.map((row) => ({ ...row, usedBy: usesOf(uses, row.key) }));
  });
}

const usesOf = (uses: readonly TemplateUse[], key: string) =>
  uses.filter(({ template }) => template === key).map(({ journey_id, name, live }) => ({ journeyId: journey_id, name, live }));

export function readTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
): Promise<TemplateSummary & { problems: TemplateProblem[] }> {
  return within(deps, principal, environmentId, "template.read", async (tx) => {
    const row = await templateRow(tx, templateId);
    return {
      ...row,
      usedBy: usesOf(await templateUses(tx), row.key),
      problems: await templateProblems(tx, row.channel, row.transactional, row.draft),
    };
  });
}

export const createTemplateSchema = z.object({
  name: z.string().trim().min(1, "Give the message a name.").max(120),
  channel: z.enum(["email", "sms"]),
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A key has small letters, digits and hyphens.")
    .optional(),
  content: z.unknown().optional(),
});

export function createTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  input: unknown,
): Promise<{ id: Id; key: string }> {
  const { name, channel, key: wanted, content } = parseInput(createTemplateSchema, input);
  const draft = content === undefined ? startingContent(channel, name) : parseInput(contentSchema(channel), content);
  return within(deps, principal, environmentId, "template.edit", async (tx) => {
    const key = await newKey(tx, "template", wanted, name);
    const id = newId(tx.now());
    await tx.query(
      "authoring_template_insert",
      "INSERT INTO template (environment_id, id, key, name, channel, draft, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [environmentId, id, key, name, channel, JSON.stringify(draft), userIdOf(principal)],
    );
    await audit(tx, { ...actorOf(principal), action: "template.create", subjectKind: "template", subjectId: id, detail: { key } });
    return { id, key };
  });
}

export const saveTemplateSchema = z.object({
  revision: z.int().min(1),
  name: z.string().trim().min(1).max(120).optional(),
  content: z.unknown(),
});

/** Saves the draft, right or wrong, when `revision` is the one it was read at; else throws `stale_revision` and stores nothing. */
export function saveTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  input: unknown,
): Promise<{ revision: number; updatedAt: Instant; problems: TemplateProblem[] }> {
  const { revision, name, content } = parseInput(saveTemplateSchema, input);
  return within(deps, principal, environmentId, "template.edit", async (tx) => {
    const row = await templateRow(tx, templateId, true);
    const draft = parseInput(contentSchema(row.channel), content);
    if (row.revision !== revision) {
      throw new JourneymanError(
        "stale_revision",
        `${row.updated_by_name ?? "Somebody else"} changed this message after you opened it. Yours was not saved over it: copy yours, then open theirs.`,
        {
          context: { revision: row.revision, updatedBy: row.updated_by_name, updatedAt: row.updated_at },
        },
      );
    }
    const [saved] = await tx.query<{ revision: number; updated_at: Instant }>(
      "authoring_template_save",
      `UPDATE template SET draft = $3, name = coalesce($4, name), revision = revision + 1, updated_by = $5, updated_at = now()
       WHERE environment_id = $1 AND id = $2 RETURNING revision, updated_at`,
      [environmentId, templateId, JSON.stringify(draft), name ?? null, userIdOf(principal)],
    );
    if (!saved) throw new JourneymanError("not_found", "There is no such message template.");
    return {
      revision: saved.revision,
      updatedAt: saved.updated_at,
      problems: await templateProblems(tx, row.channel, row.transactional, draft),
    };
  });
}

/** What is sent from the next message on, in every journey that names the template. Throws `unprocessable` with its problems. */
export function publishTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  input: unknown,
): Promise<{ versionId: Id; number: number }> {
  const { revision } = parseInput(z.object({ revision: z.int().min(1) }), input);
  return within(deps, principal, environmentId, "template.publish", async (tx) => {
    const row = await templateRow(tx, templateId, true);
    if (row.archived_at !== null) throw new JourneymanError("conflict", "This message is archived. Bring it back before you publish it.");
    if (row.revision !== revision)
      throw new JourneymanError(
        "stale_revision",
        `${row.updated_by_name ?? "Somebody"} changed the message after you opened it. Look again before you publish.`,
      );
    const errors = (await templateProblems(tx, row.channel, row.transactional, row.draft)).filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      throw new JourneymanError("unprocessable", `"${row.name}" cannot be published: ${errors[0]?.message ?? ""}`, {
        problems: errors.map(({ path, message }) => ({ path, message })),
      });
    }
    return insertVersion(tx, principal, row);
  });
}

async function insertVersion(tx: Tx, principal: Principal, row: TemplateRow): Promise<{ versionId: Id; number: number }> {
  const versionId = newId(tx.now());
  const [inserted] = await tx.query<{ number: number }>(
    "authoring_template_version_insert",
    `INSERT INTO template_version (environment_id, id, template_id, number, content, published_by)
     SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5 FROM template_version WHERE environment_id = $1 AND template_id = $3 RETURNING number`,
    [tx.environmentId, versionId, row.id, JSON.stringify(row.draft), userIdOf(principal)],
  );
  await tx.query(
    "authoring_template_current",
    "UPDATE template SET current_version_id = $3, updated_at = now() WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, row.id, versionId],
  );
  const number = inserted?.number ?? 1;
  await audit(tx, {
    ...actorOf(principal),
    action: "template.publish",
    subjectKind: "template",
    subjectId: row.id,
    detail: { number, versionId },
  });
  return { versionId, number };
}

/** Out of the pickers. Refused while a journey that is not archived names it, saying which. */
export function archiveTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  archived: boolean,
): Promise<void> {
  return within(deps, principal, environmentId, "template.edit", async (tx) => {
    const row = await templateRow(tx, templateId, true);
    const uses = archived ? usesOf(await templateUses(tx), row.key) : [];
    if (uses.length > 0) {
      const names = uses.map(({ name, live }) => `"${name}"${live ? " (live)" : ""}`).join(", ");
      throw new JourneymanError("in_use", `"${row.name}" is used by ${names}. Choose another message there first.`, {
        context: { journeys: uses.map(({ journeyId }) => journeyId) },
      });
    }
    await tx.query(
      "authoring_template_archive",
      "UPDATE template SET archived_at = CASE WHEN $3 THEN now() END, updated_at = now() WHERE environment_id = $1 AND id = $2",
      [environmentId, templateId, archived],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: archived ? "template.archive" : "template.unarchive",
      subjectKind: "template",
      subjectId: templateId,
      detail: {},
    });
  });
}

/** Transactional is a property of a template that an owner approves: it goes without a topic, a cap and quiet hours. */
export function approveTransactional(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  transactional: boolean,
): Promise<void> {
  return within(deps, principal, environmentId, "template.approve", async (tx) => {
    await templateRow(tx, templateId, true);
    await tx.query(
      "authoring_template_transactional",
      "UPDATE template SET transactional = $3, updated_at = now() WHERE environment_id = $1 AND id = $2",
      [environmentId, templateId, transactional],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: "template.approve",
      subjectKind: "template",
      subjectId: templateId,
      detail: { transactional },
    });
  });
}

export type TemplateVersionRow = {
  id: Id;
  number: number;
  content: TemplateContent;
  published_by: Id | null;
  published_by_name: string | null;
  published_at: Instant;
};

export function listTemplateVersions(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
): Promise<TemplateVersionRow[]> {
  return within(deps, principal, environmentId, "template.read", async (tx) => {
    await templateRow(tx, templateId);
    return tx.query<TemplateVersionRow>(
      "authoring_template_versions",
      `SELECT v.id, v.number, v.content, v.published_by, u.name AS published_by_name, v.published_at
       FROM template_version v LEFT JOIN user_account u ON u.id = v.published_by
       WHERE v.environment_id = $1 AND v.template_id = $2 ORDER BY v.number DESC`,
      [environmentId, templateId],
    );
  });
}
