import type { SmsSize } from "@journeyman/channels";
import type { JsonObject } from "@journeyman/core";
import { z } from "zod";

/** Bodies above these sizes are refused when a template is saved, before anything is parsed. */
export const templateLimits = { subject: 998, html: 1_000_000, text: 200_000, sms: 1600 } as const;

export const emailContentSchema = z.object({
  subject: z.string().max(templateLimits.subject),
  /** What inboxes show behind the subject. */
  preheader: z.string().max(500).optional(),
  html: z.string().max(templateLimits.html),
  /** Plain text; made from the HTML when absent or empty. */
  text: z.string().max(templateLimits.text).optional(),
});
export const smsContentSchema = z.object({ text: z.string().max(templateLimits.sms) });

export type EmailContent = z.infer<typeof emailContentSchema>;
export type SmsContent = z.infer<typeof smsContentSchema>;
export type TemplateContent = EmailContent | SmsContent;

export type MessageClass = "marketing" | "transactional";

/** What a template can read, as `person.…`, `event.…` and `variables.…`. Own properties only; anything else is empty. */
export type Scope = {
  readonly person: JsonObject;
  readonly event?: JsonObject;
  readonly variables?: JsonObject;
};

/** The addresses a message leads to. Made by whoever knows the message's ids; rendering itself knows no keys. */
export type LinkSigner = {
  /** Public one-click address, `…/u/<token>`; without it a marketing message cannot be rendered. */
  readonly unsubscribeUrl?: string;
  readonly preferencesUrl?: string;
  /** Replaces a link by a signed one; called once per distinct address. Absent: links stay as written (no click tracking). */
  readonly linkFor?: (url: string) => string | Promise<string>;
  /** Present only where opens may be tracked. */
  readonly openPixelUrl?: string;
};

export type RenderInput<Content> = Scope & {
  readonly content: Content;
  readonly class: MessageClass;
  readonly links: LinkSigner;
  /** The sender's postal address, for `{{ postal_address }}`. */
  readonly postalAddress?: string;
  /** The person's zone and language, for dates. */
  readonly zone?: string;
  readonly locale?: string;
};

export type RenderWarning = { readonly part: TemplatePart; readonly message: string };
export type TemplatePart = "subject" | "preheader" | "html" | "text";

export type RenderedEmail = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly warnings: readonly RenderWarning[];
};

export type RenderedSms = {
  readonly text: string;
  readonly size: SmsSize;
  readonly warnings: readonly RenderWarning[];
};

/** Something wrong with a template: where (part, line, column, from 1), what, and how to mend it. */
export type TemplateProblem = {
  /** `html:12:5` */
  readonly path: string;
  readonly part: TemplatePart;
  readonly line?: number;
  readonly column?: number;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
};
