import * as authoring from "@journeyman/authoring";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import * as schemas from "../../schemas/settings.ts";
import { tag } from "./shared.ts";

export const workspaceEndpoints = [
  endpoint({
    method: "get",
    path: "/workspace",
    tag,
    summary: "The workspace's settings",
    response: schemas.workspaceSettings,
    handle: ({ deps, principal, environmentId }) => authoring.readWorkspaceSettings(deps, principal, environmentId),
  }),
  endpoint({
    method: "put",
    path: "/workspace",
    tag,
    summary: "Change the workspace's settings",
    body: authoring.workspaceSettingsSchema,
    response: schemas.workspaceSettings,
    handle: ({ deps, principal, environmentId, body }) => authoring.saveWorkspaceSettings(deps, principal, environmentId, body),
  }),
  endpoint({
    method: "put",
    path: "/workspace/brake",
    tag,
    summary: "Stop all sending at once, or let it go on",
    body: z.object({ on: z.boolean(), reason: z.string().optional() }),
    response: z.object({ on: z.boolean() }),
    handle: ({ deps, principal, environmentId, body }) => authoring.setBrake(deps, principal, environmentId, body),
  }),
];
