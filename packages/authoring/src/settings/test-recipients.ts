import { audit, can, type Principal } from "@journeyman/access";
import { hintOf } from "@journeyman/channels";
import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import { type ContactKind, parseContact } from "@journeyman/customers";
import { isUniqueViolation } from "@journeyman/store";
import { z } from "zod";
import { actorOf, userIdOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

/** `address`: whole for whoever may change the list, else a hint. */
export type TestRecipient = { id: Id; kind: ContactKind; address: string; addedBy: string | null; createdAt: Instant };

type Row = { id: Id; kind: ContactKind; sealed: Buffer; added_by: string | null; created_at: Instant };

/** Whom real providers may write to from the test environment, latest first. */
export function listTestRecipients(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<TestRecipient[]> {
  return within(deps, principal, environmentId, "settings.read", async (tx) => {
    const rows = await tx.query<Row>(
      "authoring_test_recipients",
      `SELECT r.id, r.kind, r.sealed, u.name AS added_by, r.created_at FROM test_recipient r LEFT JOIN user_account u ON u.id = r.created_by
       WHERE r.environment_id = $1 ORDER BY r.id DESC`,
      [environmentId],
    );
    const cipher = deps.vault.environmentCipher(environmentId);
    const whole = can(principal, "settings.manage");
    return rows.map(({ id, kind, sealed, added_by, created_at }) => {
      const address = cipher.open(sealed) as string;
      return { id, kind, address: whole ? address : hintOf(kind, address), addedBy: added_by, createdAt: created_at };
    });
  });
}

export const addTestRecipientSchema = z.object({
  address: z.string().trim().min(1, "Write an e-mail address or a phone number.").max(320),
});

/** Lists an e-mail address or a phone number. Throws `invalid` for what is neither, `conflict` for one that is listed, `unprocessable` outside the test environment. */
export function addTestRecipient(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<{ id: Id }> {
  const { address } = parseInput(addTestRecipientSchema, input);
  const contact = parseContact(address.includes("@") ? "email" : "phone", address);
  if (!contact) {
    const message = "Write an e-mail address such as anna@example.com, or a phone number with its country, such as +48 600 100 200.";
    throw new JourneymanError("invalid", message, { problems: [{ path: "address", message }] });
  }
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    if (principal.environments.find(({ id }) => id === environmentId)?.kind === "live")
      throw new JourneymanError(
        "unprocessable",
        "Only the test environment has such a list; from the live one, providers write to everybody who agreed.",
      );
    const id = newId(tx.now());
    await tx
      .query(
        "authoring_test_recipient_insert",
        "INSERT INTO test_recipient (environment_id, id, kind, organisation_hash, sealed, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
        [
          environmentId,
          id,
          contact.kind,
          deps.vault.organisationHash(tx.organisationId, contact.kind, contact.index),
          deps.vault.environmentCipher(environmentId).seal(contact.address),
          userIdOf(principal),
        ],
      )
      .catch((error: unknown) => {
        if (isUniqueViolation(error)) throw new JourneymanError("conflict", "This address is on the list already.");
        throw error;
      });
    const hint = hintOf(contact.kind, contact.address);
    await audit(tx, {
      ...actorOf(principal),
      action: "test-recipient.add",
      subjectKind: "test-recipient",
      subjectId: id,
      detail: { hint },
    });
    return { id };
  });
}

export function removeTestRecipient(deps: AuthoringDeps, principal: Principal, environmentId: Id, recipientId: Id): Promise<void> {
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const rows = await tx.query(
      "authoring_test_recipient_delete",
      "DELETE FROM test_recipient WHERE environment_id = $1 AND id = $2 RETURNING id",
      [environmentId, recipientId],
    );
    if (rows.length === 0) throw new JourneymanError("not_found", "This address is not on the list; somebody may have taken it off.");
    await audit(tx, {
      ...actorOf(principal),
      action: "test-recipient.remove",
      subjectKind: "test-recipient",
      subjectId: recipientId,
      detail: {},
    });
  });
}
