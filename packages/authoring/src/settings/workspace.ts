import { audit, type Principal } from "@journeyman/access";
import { type Id, isDuration, isZone, JourneymanError } from "@journeyman/core";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time as HH:MM, such as 21:00.");

export const workspaceSettingsSchema = z.object({
  name: z.string().trim().min(1, "Give the workspace a name.").max(120),
  timeZone: z.string().refine(isZone, "Choose a time zone by its name, such as Europe/Warsaw."),
  postalAddress: z.string().trim().max(500).nullable(),
  quietHours: z
    .object({
      from: timeOfDay,
      to: timeOfDay,
      channels: z
        .array(z.enum(["email", "sms"]))
        .min(1, "Choose a channel, or turn quiet hours off.")
        .optional(),
    })
    .refine(({ from, to }) => from !== to, "Quiet hours need a beginning and another end.")
    .nullable(),
  cap: z
    .object({
      marketing: z
        .object({
          count: z.int().min(1).max(1000),
          within: z
            .string()
            .refine(
              (text) => isDuration(text) && !/^P[^T]*[MY]/.test(text),
              "Write the time as P7D or PT24H; months have no fixed length.",
            ),
        })
        .optional(),
    })
    .nullable(),
});

export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;

type Row = {
  id: Id;
  name: string;
  time_zone: string;
  postal_address: string | null;
  quiet_hours: WorkspaceSettings["quietHours"];
  cap: WorkspaceSettings["cap"];
};

const select = `SELECT w.id, w.name, w.time_zone, w.postal_address, w.quiet_hours, w.cap FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1`;

export function readWorkspaceSettings(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<WorkspaceSettings> {
  return within(deps, principal, environmentId, "settings.read", async (tx) => {
    const [row] = await tx.query<Row>("authoring_workspace", select, [environmentId]);
    if (!row) throw new JourneymanError("not_found", "There is no such workspace.");
    return { name: row.name, timeZone: row.time_zone, postalAddress: row.postal_address, quietHours: row.quiet_hours, cap: row.cap };
  });
}

/** Holds for every message claimed from now on, those already held included. */
export function saveWorkspaceSettings(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  input: unknown,
): Promise<WorkspaceSettings> {
  const settings = parseInput(workspaceSettingsSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const [before] = await tx.query<Row>("authoring_workspace", select, [environmentId]);
    if (!before) throw new JourneymanError("not_found", "There is no such workspace.");
    await tx.query(
      "authoring_workspace_save",
      "UPDATE workspace SET name = $2, time_zone = $3, postal_address = $4, quiet_hours = $5, cap = $6 WHERE id = $1",
      [
        before.id,
        settings.name,
        settings.timeZone,
        settings.postalAddress || null,
        settings.quietHours && JSON.stringify(settings.quietHours),
        settings.cap && JSON.stringify(settings.cap),
      ],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: "workspace.save",
      subjectKind: "workspace",
      subjectId: before.id,
      detail: { settings },
    });
    return settings;
  });
}

/** Stops all sending of the environment at once, or lets it go on. Nobody is ejected: messages wait. */
export function setBrake(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<{ on: boolean }> {
  const { on, reason } = parseInput(z.object({ on: z.boolean(), reason: z.string().trim().max(300).default("") }), input);
  return within(deps, principal, environmentId, "settings.brake", async (tx) => {
    await tx.query(
      "authoring_brake",
      "UPDATE environment SET brake_at = CASE WHEN $2 THEN coalesce(brake_at, now()) END, brake_reason = CASE WHEN $2 THEN $3 END WHERE id = $1",
      [environmentId, on, reason],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: on ? "sending.brake" : "sending.release",
      subjectKind: "environment",
      subjectId: environmentId,
      detail: { reason },
    });
    return { on };
  });
}
