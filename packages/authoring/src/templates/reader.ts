import { audit, can, type Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import { eventForRendering, personForRendering, personSummaries, type RenderableEvent, type RenderablePerson } from "@journeyman/customers";
import type { Tx } from "@journeyman/store";
import { actorOf } from "../actor.ts";
import type { AuthoringDeps } from "../deps.ts";

/** Whom a preview and a test send are rendered for. */
export type Reader = {
  person: Omit<RenderablePerson, "contactPoints">;
  event: RenderableEvent | undefined;
  /** A real person; null: the invented one. */
  shown: { id: Id; name: string | null } | null;
  as: string;
};

const invented: Reader = {
  person: { person: { firstName: "Ana", lastName: "Example", email: "ana@example.com" }, locale: null, time_zone: null, country: null },
  event: undefined,
  shown: null,
  as: "Ana Example",
};

/** A real person's fields are opened only for those who may see them, with the latest event; others write for the invented person. */
export async function readerOf(tx: Tx, deps: Pick<AuthoringDeps, "vault">, principal: Principal, personId: Id | null): Promise<Reader> {
  if (personId === null || !can(principal, "person.reveal")) return invented;
  const person = await personForRendering(tx, deps.vault, personId);
  if (!person) return invented;
  const [summary] = await personSummaries(tx, deps.vault, [personId], true);
  const [latest] = await tx.query<{ id: Id }>(
    "authoring_latest_event",
    "SELECT id FROM event WHERE environment_id = $1 AND profile_id = $2 AND type = 'track' ORDER BY at DESC LIMIT 1",
    [tx.environmentId, personId],
  );
  const event = latest ? await eventForRendering(tx, deps.vault, latest.id) : undefined;
  if (!(await wasSeenLately(tx, principal, personId))) {
    await audit(tx, {
      ...actorOf(principal),
      action: "profile.reveal",
      subjectKind: "profile",
      subjectId: personId,
      detail: { for: "preview" },
    });
  }
  return { person, event, shown: { id: personId, name: summary?.name ?? null }, as: summary?.name ?? "this person" };
}

/** A preview follows every keystroke: one look at a person is one entry, for ten minutes. */
async function wasSeenLately(tx: Tx, principal: Principal, personId: Id): Promise<boolean> {
  const seen = await tx.query(
    "authoring_seen_lately",
    `SELECT 1 FROM (SELECT action, actor_id, subject_id, at FROM audit WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 100) AS lately
     WHERE action = 'profile.reveal' AND actor_id = $2 AND subject_id = $3 AND at > now() - interval '10 minutes' LIMIT 1`,
    [tx.organisationId, principal.id, personId],
  );
  return seen.length > 0;
}
