import type { Id, Instant, JsonObject } from "@journeyman/core";
import { JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

export type JourneyStatus = "draft" | "live" | "paused" | "stopped";

export type JourneyRow = {
  id: Id;
  key: string;
  name: string;
  description: string;
  status: JourneyStatus;
  live_version_id: Id | null;
  created_by: Id | null;
  created_at: Instant;
  updated_at: Instant;
  archived_at: Instant | null;
};

export type DraftRow = {
  revision: number;
  definition: JsonObject;
  layout: JsonObject;
  updated_by: Id | null;
  updated_at: Instant;
  updated_by_name: string | null;
};

/** The journey's row, by id. `lock` serialises those who publish, pause or stop. Throws `not_found`. */
export async function journeyRow(tx: Tx, journeyId: Id, lock = false): Promise<JourneyRow> {
  const [row] = await tx.query<JourneyRow>(
    lock ? "authoring_journey_lock" : "authoring_journey",
    `SELECT id, key, name, description, status, live_version_id, created_by, created_at, updated_at, archived_at
     FROM journey WHERE environment_id = $1 AND id = $2${lock ? " FOR UPDATE" : ""}`,
    [tx.environmentId, journeyId],
  );
  if (!row)
    throw new JourneymanError("not_found", "There is no such journey. It may have been made in the other environment.", {
      context: { journeyId },
    });
  return row;
}

export async function draftRow(tx: Tx, journeyId: Id, lock = false): Promise<DraftRow> {
  const [row] = await tx.query<DraftRow>(
    lock ? "authoring_draft_lock" : "authoring_draft",
    `SELECT d.revision, d.definition, d.layout, d.updated_by, d.updated_at, u.name AS updated_by_name
     FROM draft d LEFT JOIN user_account u ON u.id = d.updated_by
     WHERE d.environment_id = $1 AND d.journey_id = $2${lock ? " FOR UPDATE OF d" : ""}`,
    [tx.environmentId, journeyId],
  );
  if (!row) throw new JourneymanError("not_found", "This journey has no draft.", { context: { journeyId } });
  return row;
}

export type VersionRow = {
  id: Id;
  number: number;
  definition: JsonObject;
  layout: JsonObject;
  checksum: string;
  note: string;
  published_by: Id | null;
  published_by_name: string | null;
  published_at: Instant;
};

const versionColumns = `v.id, v.number, v.definition, v.layout, v.checksum, v.note, v.published_by, u.name AS published_by_name, v.published_at`;

export async function versionRow(tx: Tx, versionId: Id): Promise<VersionRow> {
  const [row] = await tx.query<VersionRow>(
    "authoring_version",
    `SELECT ${versionColumns} FROM version v LEFT JOIN user_account u ON u.id = v.published_by WHERE v.environment_id = $1 AND v.id = $2`,
    [tx.environmentId, versionId],
  );
  if (!row) throw new JourneymanError("not_found", "There is no such version.", { context: { versionId } });
  return row;
}

export function versionRows(tx: Tx, journeyId: Id): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    "authoring_versions",
    `SELECT ${versionColumns} FROM version v LEFT JOIN user_account u ON u.id = v.published_by
     WHERE v.environment_id = $1 AND v.journey_id = $2 ORDER BY v.number DESC`,
    [tx.environmentId, journeyId],
  );
}
