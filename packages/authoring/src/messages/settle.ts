import { audit, type Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import { type MessageState, settleByHand } from "@journeyman/messages";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, prove } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

export const settleSchema = z.object({ outcome: z.enum(["arrived", "not-arrived"]) });

/** Somebody says what became of a message whose outcome is unknown. It cannot be taken back, and nothing is sent by it. */
export async function settleMessage(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  messageId: Id,
  input: unknown,
): Promise<MessageState> {
  prove(principal, environmentId, "run.manage");
  const { outcome } = parseInput(settleSchema, input);
  return settleByHand(deps.store, environmentId, {
    messageId,
    arrived: outcome === "arrived",
    by: principal.id,
    record: (tx) =>
      audit(tx, { ...actorOf(principal), action: "message.settle", subjectKind: "message", subjectId: messageId, detail: { outcome } }),
  });
}
