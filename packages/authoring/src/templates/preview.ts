import { audit, can, type Principal } from "@journeyman/access";
import type { Id, JsonObject } from "@journeyman/core";
import { eventForRendering, personForRendering, personSummaries } from "@journeyman/customers";
import { type TestSent, testSend } from "@journeyman/messages";
import type { Tx } from "@journeyman/store";
import {
  type EmailContent,
  renderEmail,
  renderSms,
  type SmsContent,
  type TemplateContent,
  type TemplateProblem,
} from "@journeyman/templates";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";
import { contentSchema } from "./content.ts";
import { senderOf, templateProblems } from "./problems.ts";

export type TemplatePreview = {
  subject: string | null;
  html: string | null;
  text: string;
  problems: TemplateProblem[];
  person: { id: Id; name: string | null } | null;
};

export const previewSchema = z.object({
  channel: z.enum(["email", "sms"]),
  content: z.unknown(),
  transactional: z.boolean().default(false),
});

/** Where a preview's links lead: nowhere that does anything. */
const previewLinks = { unsubscribeUrl: "#unsubscribe", preferencesUrl: "#preferences" };

const example: JsonObject = { firstName: "Ana", lastName: "Example", email: "ana@example.com" };

/** A draft as one person would get it; without a person, as an invented one. What does not parse comes back as problems. */
export function previewTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  personId: Id | null,
  input: unknown,
): Promise<TemplatePreview> {
  const { channel, content, transactional } = parseInput(previewSchema, input);
  const draft = parseInput(contentSchema(channel), content);
  return within(deps, principal, environmentId, "template.read", async (tx) => {
    const sender = await senderOf(tx);
    const problems = await templateProblems(tx, channel, transactional, draft);
    const scope = await scopeFor(deps, principal, tx, personId);
    const shared = {
      ...scope.values,
      class: "transactional" as const,
      links: previewLinks,
      postalAddress: sender.postal_address ?? "",
      zone: sender.time_zone,
    };
    try {
      return { ...(await render(channel, draft, shared)), problems, person: scope.shown };
    } catch {
      // What keeps it from being rendered stands among the problems already.
      return { subject: null, html: null, text: "", problems, person: scope.shown };
    }
  });
}

type Shared = Omit<Parameters<typeof renderSms>[0], "content">;

async function render(
  channel: "email" | "sms",
  draft: TemplateContent,
  shared: Shared,
): Promise<Pick<TemplatePreview, "subject" | "html" | "text">> {
  if (channel === "sms") return { subject: null, html: null, text: (await renderSms({ ...shared, content: draft as SmsContent })).text };
  const { subject, html, text } = await renderEmail({ ...shared, content: draft as EmailContent });
  return { subject, html, text };
}

/** A real person's fields are opened only for those who may see them; others preview with the invented one. */
async function scopeFor(
  deps: AuthoringDeps,
  principal: Principal,
  tx: Tx,
  personId: Id | null,
): Promise<{ values: { person: JsonObject; event?: JsonObject }; shown: TemplatePreview["person"] }> {
  if (personId === null || !can(principal, "person.reveal")) return { values: { person: example }, shown: null };
  const person = await personForRendering(tx, deps.vault, personId);
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
  return {
    values: { person: person?.person ?? example, ...(event ? { event: { name: event.name, properties: event.properties } } : {}) },
    shown: person ? { id: personId, name: summary?.name ?? null } : null,
  };
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

export const testSendSchema = z.object({ to: z.string().trim().min(3, "Write where to send the test.").max(320) });

/** Sends the draft for real to an address of the team: a ledger row like any other, marked as a preview, counted nowhere. */
export async function testSendTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  personId: Id | null,
  input: unknown,
): Promise<TestSent> {
  const { to } = parseInput(testSendSchema, input);
  await within(deps, principal, environmentId, "message.test", (tx) =>
    audit(tx, { ...actorOf(principal), action: "template.test", subjectKind: "template", subjectId: templateId, detail: {} }),
  );
  return testSend(deps.deliver, { environmentId, templateId, to, by: principal.id, ...(personId === null ? {} : { profileId: personId }) });
}
