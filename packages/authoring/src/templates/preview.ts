import { audit, type Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import { zoneOf } from "@journeyman/customers";
import { type TestSent, testSend } from "@journeyman/messages";
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
import { readerOf } from "./reader.ts";

export type TemplatePreview = {
  subject: string | null;
  html: string | null;
  text: string;
  problems: TemplateProblem[];
  person: { id: Id; name: string | null } | null;
  /** The name of whoever it is rendered for, the invented person included. */
  as: string;
};

export const previewSchema = z.object({
  channel: z.enum(["email", "sms"]),
  content: z.unknown(),
  transactional: z.boolean().default(false),
});

/** Where a preview's links lead: nowhere that does anything. */
const previewLinks = { unsubscribeUrl: "#unsubscribe", preferencesUrl: "#preferences" };

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
    const { person, event, shown, as } = await readerOf(tx, deps, principal, personId);
    const shared = {
      person: person.person,
      ...(event ? { event: { name: event.name, at: new Date(event.at).toISOString(), properties: event.properties } } : {}),
      ...(person.locale === null ? {} : { locale: person.locale }),
      class: "transactional" as const,
      links: previewLinks,
      postalAddress: sender.postal_address ?? "",
      zone: zoneOf(person, undefined, sender.time_zone),
    };
    try {
      return { ...(await render(channel, draft, shared)), problems, person: shown, as };
    } catch {
      // What keeps it from being rendered stands among the problems already.
      return { subject: null, html: null, text: "", problems, person: shown, as };
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

export const testSendSchema = z.object({ to: z.string().trim().min(3, "Write where to send the test.").max(320) });

/** Sends the draft for real to an address of the team, as the preview shows it: a ledger row like any other, marked as a preview, counted nowhere. */
export async function testSendTemplate(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  templateId: Id,
  personId: Id | null,
  input: unknown,
): Promise<TestSent> {
  const { to } = parseInput(testSendSchema, input);
  const { person, event, shown } = await within(deps, principal, environmentId, "message.test", async (tx) => {
    await audit(tx, { ...actorOf(principal), action: "template.test", subjectKind: "template", subjectId: templateId, detail: {} });
    return readerOf(tx, deps, principal, personId);
  });
  const reader = shown ? { profileId: shown.id } : { invented: person };
  return testSend(deps.deliver, { environmentId, templateId, to, by: principal.id, ...reader, ...(event ? { event } : {}) });
}
