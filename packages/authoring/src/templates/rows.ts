import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { TemplateContent } from "@journeyman/templates";

export type TemplateRow = {
  id: Id;
  key: string;
  name: string;
  channel: "email" | "sms";
  current_version_id: Id | null;
  current_number: number | null;
  transactional: boolean;
  draft: TemplateContent;
  revision: number;
  changed: boolean;
  updated_by: Id | null;
  updated_by_name: string | null;
  created_at: Instant;
  updated_at: Instant;
  archived_at: Instant | null;
};

export const templateColumns = `
  t.id, t.key, t.name, t.channel, t.current_version_id, v.number AS current_number, t.transactional, t.draft, t.revision,
  (v.id IS NULL OR v.content IS DISTINCT FROM t.draft) AS changed, t.updated_by, u.name AS updated_by_name, t.created_at, t.updated_at, t.archived_at`;

export const templateTables = `
  template t
  LEFT JOIN template_version v ON v.environment_id = t.environment_id AND v.id = t.current_version_id
  LEFT JOIN user_account u ON u.id = t.updated_by`;

export async function templateRow(tx: Tx, templateId: Id, lock = false): Promise<TemplateRow> {
  const [row] = await tx.query<TemplateRow>(
    lock ? "authoring_template_lock" : "authoring_template",
    `SELECT ${templateColumns} FROM ${templateTables} WHERE t.environment_id = $1 AND t.id = $2${lock ? " FOR UPDATE OF t" : ""}`,
    [tx.environmentId, templateId],
  );
  if (!row)
    throw new JourneymanError("not_found", "There is no such message template. It may have been made in the other environment.", {
      context: { templateId },
    });
  return row;
}

export type TemplateUse = { template: string; journey_id: Id; name: string; live: boolean };

/** Journeys whose draft or live version names a template. A definition is JSON: every node's `template` is looked at. */
export function templateUses(tx: Tx): Promise<TemplateUse[]> {
  return tx.query<TemplateUse>(
    "authoring_template_uses",
    `SELECT node.value ->> 'template' AS template, j.id AS journey_id, j.name, bool_or(source.live) AS live
     FROM journey j
     CROSS JOIN LATERAL (
       SELECT d.definition, false AS live FROM draft d WHERE d.environment_id = j.environment_id AND d.journey_id = j.id
       UNION ALL
       SELECT w.definition, true FROM version w WHERE w.environment_id = j.environment_id AND w.id = j.live_version_id AND j.status IN ('live', 'paused')
     ) source
     CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(source.definition -> 'nodes') = 'object' THEN source.definition -> 'nodes' ELSE '{}' END) AS node
     WHERE j.environment_id = $1 AND j.archived_at IS NULL AND jsonb_typeof(node.value) = 'object' AND node.value ? 'template'
     GROUP BY 1, 2, 3 ORDER BY 3`,
    [tx.environmentId],
  );
}
