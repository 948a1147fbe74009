import { type Id, newId } from "@journeyman/core";
import type pg from "pg";

export type SeededWorkspace = { organisationId: Id; workspaceId: Id; environmentId: Id; liveEnvironmentId: Id };

/** An organisation with one workspace and its two environments; `environmentId` is the `test` one. Run as the database's owner. */
export async function seedWorkspace(
  owner: pg.Client,
  overrides: { timeZone?: string; quietHours?: object; cap?: object } = {},
): Promise<SeededWorkspace> {
  const ids = { organisationId: newId(), workspaceId: newId(), environmentId: newId(), liveEnvironmentId: newId() };
  await owner.query("INSERT INTO organisation (id, name) VALUES ($1, 'Northkettle')", [ids.organisationId]);
  await owner.query(
    `INSERT INTO workspace (id, organisation_id, name, slug, time_zone, postal_address, quiet_hours, cap)
     VALUES ($1, $2, 'Northkettle', $3, $4, 'Northkettle, 1 Mill Lane, Kraków', $5, $6)`,
    [
      ids.workspaceId,
      ids.organisationId,
      `northkettle-${ids.workspaceId.slice(-6)}`,
      overrides.timeZone ?? "UTC",
      overrides.quietHours ? JSON.stringify(overrides.quietHours) : null,
      overrides.cap ? JSON.stringify(overrides.cap) : null,
    ],
  );
  await owner.query(`INSERT INTO environment (id, organisation_id, workspace_id, kind) VALUES ($1, $3, $4, 'test'), ($2, $3, $4, 'live')`, [
    ids.environmentId,
    ids.liveEnvironmentId,
    ids.organisationId,
    ids.workspaceId,
  ]);
  return ids;
}
