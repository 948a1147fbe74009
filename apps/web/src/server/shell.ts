import { type Action, actions, can } from "@journeyman/access";
import { formatId, JourneymanError } from "@journeyman/core";
import { cache } from "react";
import type { ShellData } from "@/components/shell/types.ts";
import { deps } from "@/server/deps.ts";
import { environmentVariables } from "@/server/environment-variables.ts";
import { requireViewer } from "@/server/principal.ts";

type WorkspaceRow = { id: string; name: string };
type EnvironmentRow = { id: string; kind: "test" | "live"; demo: boolean; brake_at: number | null; brake_reason: string | null };
type UserRow = { id: string; name: string; email: string; time_zone: string };

/** Who is looking at what, and what they may do: read once a request. Sends to the sign-in page when nobody is. */
export const readShell = cache(async (): Promise<ShellData> => {
  const { principal, environmentId } = await requireViewer();
  const env = environmentVariables();
  const rows = await deps().store.organisation(principal.organisationId, async (tx) => {
    const [workspace] = await tx.query<WorkspaceRow>("web-shell-workspace", "SELECT id, name FROM workspace WHERE id = $1", [
      principal.workspaceId,
    ]);
    const environments = await tx.query<EnvironmentRow>(
      "web-shell-environments",
      "SELECT id, kind, demo, brake_at, brake_reason FROM environment WHERE workspace_id = $1 ORDER BY kind DESC",
      [principal.workspaceId],
    );
    const [user] = await tx.query<UserRow>("web-shell-user", "SELECT id, name, email, time_zone FROM user_account WHERE id = $1", [
      principal.id,
    ]);
    return { workspace, environments, user };
  });
  const environment = rows.environments.find((row) => row.id === environmentId);
  if (!rows.workspace || !rows.user || !environment) {
    throw new JourneymanError("not_found", "Your workspace is not there any more. Sign out and in again.");
  }
  return {
    workspace: { id: formatId("workspace", rows.workspace.id), name: rows.workspace.name },
    environment: {
      id: environment.id,
      kind: environment.kind,
      demo: environment.demo,
      brakeAt: environment.brake_at === null ? null : new Date(environment.brake_at).toISOString(),
      brakeReason: environment.brake_reason,
    },
    environments: rows.environments.map((row) => ({ id: row.id, kind: row.kind })),
    user: { id: formatId("user", rows.user.id), name: rows.user.name, email: rows.user.email, timeZone: rows.user.time_zone },
    role: principal.role,
    rights: actions.filter((action: Action) => can(principal, action)),
    urls: { ingest: env.ingestUrl, inbox: environment.demo ? env.inboxUrl : null, shop: environment.demo ? env.shopUrl : null },
  };
});
