/**
 * What `/api/v1` answers, inferred from the API's own schemas (types only: no schema code reaches the browser). Ids carry their prefix
 * (`jny_…`), times are ISO 8601 in UTC, lists are `{ items, next }` where `next` is handed back as `after`.
 */
import type * as schemas from "@journeyman/api/schemas";
import type { z } from "zod";

type Out<Name extends keyof typeof schemas> = (typeof schemas)[Name] extends z.ZodType ? z.output<(typeof schemas)[Name]> : never;

export type List<Item> = { items: Item[]; next: string | null };

export type Home = Out<"home">;
export type Need = Home["needs"][number];
export type LiveJourney = Home["journeys"][number];
export type SentToday = Home["sentToday"];
export type HealthCell = Home["health"][number];
export type RecentEvents = Out<"recentEvents">;

export type PersonRow = Out<"personRow">;
export type Person = Out<"person">;
export type Trait = Person["traits"][number];
export type TraitHistory = Out<"traitHistory">;
export type ContactPoint = Person["points"][number];
export type ConsentMatrix = Out<"consentMatrix">;
export type ConsentCell = ConsentMatrix["rows"][number]["cells"][number];
export type PersonRun = Out<"personRun">;
export type Timeline = Out<"timeline">;
export type TimelineItem = Timeline["items"][number];
export type LedgerStep = NonNullable<TimelineItem["message"]>["ledger"][number];
export type Why = Out<"why">;

export type MessageRow = Out<"messageRow">;
export type Message = Out<"message">;
export type Check = Why["checks"][number];

export type Template = Out<"template">;
export type TemplateRow = Out<"templateRow">;
export type TemplateContent = Template["draft"];
export type EmailContent = Extract<TemplateContent, { html: string }>;
export type TemplateProblem = Out<"templateProblem">;
export type TemplateVersion = Out<"templateVersion">;
export type TemplatePreview = Out<"templatePreview">;

export type WorkspaceSettings = Out<"workspaceSettings">;
export type Topic = Out<"topic">;
export type Provider = Out<"provider">;
export type TestRecipient = Out<"testRecipient">;
export type Field = Out<"field">;
export type Probe = Out<"probe">;
export type Source = Out<"source">;
export type ApiKey = Out<"apiKey">;
export type Member = Out<"member">;
export type PasswordLink = Out<"passwordLink">;
export type SessionRow = Out<"session">;
export type AuditPage = Out<"auditPage">;
