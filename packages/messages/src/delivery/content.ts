import type { Channel } from "@journeyman/consent";
import { type Id, JourneymanError, type JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { emailContentSchema, smsContentSchema, type TemplateContent } from "@journeyman/templates";
import { LRUCache } from "lru-cache";

// Published versions never change, so they are kept by id for as long as there is room: about 64 MB.
const cache = new LRUCache<string, TemplateContent>({
  max: 5_000,
  maxSize: 64_000_000,
  sizeCalculation: (content) => JSON.stringify(content).length,
});

/** A published version's content. Throws `not_found`. */
export async function templateContent(tx: Tx, versionId: Id, channel: Channel): Promise<TemplateContent> {
  const key = `${tx.environmentId}/${versionId}`;
  const known = cache.get(key);
  if (known) return known;
  const [row] = await tx.query<{ content: unknown }>(
    "message_template_content",
    "SELECT content FROM template_version WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, versionId],
  );
  if (!row) throw new JourneymanError("not_found", "The template's published version is gone; publish the template again.");
  const content = parseContent(row.content, channel);
  cache.set(key, content);
  return content;
}

/** Throws `unprocessable` when this is not what the channel's templates consist of. */
export function parseContent(content: unknown, channel: Channel): TemplateContent {
  const read = (channel === "sms" ? smsContentSchema : emailContentSchema).safeParse(content);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new JourneymanError(
    "unprocessable",
    `The template is not complete: "${issue?.path.join(".")}" ${issue?.message}. Mend it and publish it again.`,
  );
}

/** A step may replace parts of the content, such as the subject. */
export function withOverrides(content: TemplateContent, overrides: JsonObject | undefined, channel: Channel): TemplateContent {
  return overrides ? parseContent({ ...content, ...overrides }, channel) : content;
}
