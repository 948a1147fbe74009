import { emailContentSchema, smsContentSchema, type TemplateContent } from "@journeyman/templates";
import type { z } from "zod";

/** A draft may be wrong, but it has the parts of its channel and a bound. */
export function contentSchema(channel: "email" | "sms"): z.ZodType<TemplateContent> {
  return channel === "email" ? emailContentSchema : smsContentSchema;
}

/** What a new message starts from: something that can be sent after a few words. */
export function startingContent(channel: "email" | "sms", name: string): TemplateContent {
  if (channel === "sms") return { text: `{{ person.firstName | default: "Hello" }}, …` };
  return {
    subject: name,
    html: `<!doctype html>
<html>
  <body style="margin:0;background:#f6f7f9;font-family:system-ui,-apple-system,Segoe UI,sans-serif;color:#16181d">
    <div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
      <h1 style="font-size:22px;line-height:28px;margin:0 0 16px">Hello {{ person.firstName | default: "there" }}</h1>
      <p style="font-size:15px;line-height:24px;margin:0 0 24px">Write what you want to say.</p>
      <p style="font-size:12px;line-height:18px;color:#5b616e;margin:32px 0 0">
        {{ postal_address }}<br>
        <a href="{{ unsubscribe_url }}" style="color:#5b616e">Unsubscribe</a>
      </p>
    </div>
  </body>
</html>
`,
  };
}
