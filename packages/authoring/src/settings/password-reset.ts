import { acceptResetLink, audit, makeResetLink, type Principal, type ResetAccount, readResetLink } from "@journeyman/access";
import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";
import { refuseSelf } from "./members.ts";

const keyOf = ({ vault }: AuthoringDeps): Uint8Array => vault.signingKey("password reset");

/** A link, shown once and sent by nobody, by which a member chooses a new password. Made by people only: a stolen key must not open accounts. */
export function makePasswordLink(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  userId: Id,
): Promise<{ url: string; expiresAt: Instant }> {
  return within(deps, principal, environmentId, "member.manage", async (tx) => {
    if (principal.kind !== "user") throw new JourneymanError("forbidden", "Only somebody who is signed in can do this, not a key.");
    refuseSelf(principal, userId, "make such a link for yourself");
    const { token, expiresAt } = await makeResetLink(tx, keyOf(deps), { userId, workspaceId: principal.workspaceId });
    await audit(tx, { ...actorOf(principal), action: "member.reset", subjectKind: "user", subjectId: userId, detail: { expiresAt } });
    return { url: `${deps.deliver.publicUrls.web}/new-password/${token}`, expiresAt };
  });
}

/** Whose link it is; undefined when it does not work. The token is the right. */
export function readPasswordLink(deps: AuthoringDeps, token: string): Promise<ResetAccount | undefined> {
  return readResetLink(deps.store, keyOf(deps), token);
}

const newPasswordSchema = z.object({ password: z.string().max(1024) });

export async function acceptPasswordLink(deps: AuthoringDeps, token: string, input: unknown): Promise<void> {
  const { password } = parseInput(newPasswordSchema, input);
  await acceptResetLink(deps.store, keyOf(deps), token, password);
}
