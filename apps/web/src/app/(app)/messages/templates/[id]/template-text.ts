import type { Template, TemplateContent } from "@/lib/api-types.ts";
import type { Stored } from "@/lib/save/autosave.ts";

/** What is written in the editor of a template, and saved as one. */
export type TemplateText = { name: string; content: TemplateContent };

/** The server's template as the editor saves it. */
export function storedText(template: Template): Stored<TemplateText> {
  return {
    document: { name: template.name, content: template.draft },
    revision: template.revision,
    by: template.updatedBy?.name ?? null,
    at: template.updatedAt,
  };
}

/** What this browser kept, if it has the parts of the channel. */
export const readText =
  (channel: Template["channel"]) =>
  (value: unknown): TemplateText | undefined => {
    const text = value as { name?: unknown; content?: Readonly<Record<string, unknown>> | null } | null | undefined;
    const parts = channel === "email" ? (["subject", "html"] as const) : (["text"] as const);
    const whole = typeof text?.name === "string" && parts.every((part) => typeof text.content?.[part] === "string");
    return whole ? (text as TemplateText) : undefined;
  };

/** All of a message's text as one, for the clipboard. */
export function asPlainText(content: TemplateContent): string {
  return "html" in content
    ? [
        `Subject: ${content.subject}`,
        content.preheader ? `Preview: ${content.preheader}` : "",
        "",
        content.html,
        content.text ? `\n\n${content.text}` : "",
      ].join("\n")
    : content.text;
}
