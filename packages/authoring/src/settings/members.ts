import { audit, createUser, disableUser as disable, type Principal, type Role, setRole } from "@journeyman/access";
import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

export type MemberRow = { id: Id; name: string; email: string; role: Role; disabled_at: Instant | null; created_at: Instant };

export function listMembers(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<MemberRow[]> {
  return within(deps, principal, environmentId, "member.read", (tx) =>
    tx.query<MemberRow>(
      "authoring_members",
      `SELECT u.id, u.name, u.email, m.role, u.disabled_at, m.created_at FROM member m JOIN user_account u ON u.id = m.user_id
       WHERE m.workspace_id = $1 ORDER BY u.disabled_at IS NOT NULL, u.name`,
      [principal.workspaceId],
    ),
  );
}

const roleSchema = z.enum(["owner", "marketer"]);
export const addMemberSchema = z.object({
  email: z.email("Write an e-mail address, such as ana@example.com."),
  name: z.string().trim().min(1, "Write the person's name.").max(120),
  role: roleSchema,
  password: z.string(),
});

/** Makes the account with a first password, which its owner changes after signing in. */
export function addMember(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<{ id: Id }> {
  const member = parseInput(addMemberSchema, input);
  return within(deps, principal, environmentId, "member.manage", async (tx) => {
    const id = await createUser(tx, { organisationId: principal.organisationId, workspaceId: principal.workspaceId, ...member });
    await audit(tx, { ...actorOf(principal), action: "member.create", subjectKind: "user", subjectId: id, detail: { role: member.role } });
    return { id };
  });
}

export function setMemberRole(deps: AuthoringDeps, principal: Principal, environmentId: Id, userId: Id, input: unknown): Promise<void> {
  const { role } = parseInput(z.object({ role: roleSchema }), input);
  return within(deps, principal, environmentId, "member.manage", async (tx) => {
    refuseSelf(principal, userId, "change your own role");
    await setRole(tx, { workspaceId: principal.workspaceId, userId, role });
    await audit(tx, { ...actorOf(principal), action: "member.role", subjectKind: "user", subjectId: userId, detail: { role } });
  });
}

/** Signs the person out everywhere at once; the account can be enabled again. */
export function setMemberDisabled(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  userId: Id,
  disabled: boolean,
): Promise<void> {
  return within(deps, principal, environmentId, "member.manage", async (tx) => {
    refuseSelf(principal, userId, "disable yourself");
    await disable(tx, userId, disabled);
    await audit(tx, {
      ...actorOf(principal),
      action: disabled ? "member.disable" : "member.enable",
      subjectKind: "user",
      subjectId: userId,
      detail: {},
    });
  });
}

/** The last owner cannot lock everybody out by a slip. */
export function refuseSelf(principal: Principal, userId: Id, what: string): void {
  if (principal.kind === "user" && principal.id === userId) throw new JourneymanError("conflict", `You cannot ${what}. Ask another owner.`);
}
