import { type Id, newId } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { audit } from "../audit/audit.ts";
import { createUser } from "./users.ts";

export type NewOrganisation = {
  name: string;
  workspace: { name: string; slug: string; timeZone?: string; postalAddress?: string };
  owner: { email: string; name: string; password: string };
  demo?: boolean;
};

export type CreatedOrganisation = { organisationId: Id; workspaceId: Id; testEnvironmentId: Id; liveEnvironmentId: Id; ownerId: Id };

/** An organisation with its first workspace, both environments and its owner, in one transaction. */
export async function createOrganisation(store: Store, input: NewOrganisation): Promise<CreatedOrganisation> {
  const organisationId = newId();
  return store.organisation(organisationId, async (tx) => {
    const workspaceId = newId(tx.now());
    const [testEnvironmentId, liveEnvironmentId] = [newId(tx.now()), newId(tx.now())];
    await tx.query("access_create_organisation", "INSERT INTO organisation (id, name) VALUES ($1, $2)", [organisationId, input.name]);
    await tx.query(
      "access_create_workspace",
      "INSERT INTO workspace (id, organisation_id, name, slug, time_zone, postal_address) VALUES ($1, $2, $3, $4, $5, $6)",
      [
        workspaceId,
        organisationId,
        input.workspace.name,
        input.workspace.slug,
        input.workspace.timeZone ?? "UTC",
        input.workspace.postalAddress ?? null,
      ],
    );
    await tx.query(
      "access_create_environments",
      "INSERT INTO environment (id, organisation_id, workspace_id, kind, demo) VALUES ($1, $3, $4, 'test', $5), ($2, $3, $4, 'live', $5)",
      [testEnvironmentId, liveEnvironmentId, organisationId, workspaceId, input.demo ?? false],
    );
    const ownerId = await createUser(tx, {
      organisationId,
      workspaceId,
      ...input.owner,
      role: "owner",
      timeZone: input.workspace.timeZone ?? "UTC",
    });
    await audit(tx, {
      actorKind: "system",
      actorId: null,
      action: "organisation.create",
      subjectKind: "user",
      subjectId: ownerId,
      detail: {},
    });
    return { organisationId, workspaceId, testEnvironmentId, liveEnvironmentId, ownerId };
  });
}
