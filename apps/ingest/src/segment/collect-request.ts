import { type Instant, JourneymanError, type Problem } from "@journeyman/core";
import type { CollectedEvent } from "@journeyman/customers";
import type { IngestDeps } from "../deps.ts";
import { readText } from "../http/body.ts";
import { authorise } from "../sources/authorise.ts";
import type { Source } from "../sources/source-cache.ts";
import { requestBytes } from "./limits.ts";
import { type ParsedRequest, parseBatch, parseJson, parseMessage } from "./parse.ts";
import type { Message, MessageType } from "./schemas.ts";
import { translate } from "./translate.ts";
import { userOfToken } from "./user-token.ts";

/** Asks the sender to wait. SDKs read `Retry-After`, Segment's for servers reads `X-RateLimit-Reset` (epoch milliseconds). */
export class TooFast extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super("The source sends faster than its limit.");
    this.seconds = seconds;
  }
}

/** One request of Segment's API: read, checked, committed. Answers how many events it had. */
export async function collectRequest(deps: IngestDeps, request: Request, what: MessageType | "batch" | "import"): Promise<number> {
  const receivedAt = Date.now();
  const body = parseJson(await readText(request, requestBytes));
  const source = await authorise(deps.sources, request, body);
  const parsed = what === "batch" || what === "import" ? parseBatch(body) : parseMessage(what, body);
  const wait = deps.rateLimit.take(source.id, parsed.messages.length, receivedAt);
  if (wait !== undefined) throw new TooFast(wait);
  const events = await translateAll(parsed, source, receivedAt, what === "import");
  await deps.groupCommit.submit(source.environmentId, events);
  deps.lastSeen.note(source);
  return events.length;
}

async function translateAll(parsed: ParsedRequest, source: Source, receivedAt: Instant, isImport: boolean): Promise<CollectedEvent[]> {
  const users = await tokenUsers(parsed.messages, source);
  const problems: Problem[] = [];
  const events: CollectedEvent[] = [];
  for (const [i, message] of parsed.messages.entries()) {
    const tokenUser = users[i];
    const event = translate(message, {
      source,
      receivedAt,
      historical: isImport || parsed.historical,
      ...(parsed.sentAt === undefined ? {} : { sentAt: parsed.sentAt }),
      ...(tokenUser === undefined ? {} : { tokenUser }),
    });
    if (event) events.push(event);
    else problems.push({ path: parsed.messages.length > 1 ? `batch.${i}.anonymousId` : "anonymousId", message: withoutAnonymousId });
  }
  const [first] = problems;
  if (first) throw new JourneymanError("invalid", `Nothing was recorded. ${first.path}: ${first.message}`, { problems });
  return events;
}

const withoutAnonymousId =
  "A browser's event needs an anonymousId, or a valid context.userToken that names its userId; without either anybody could speak for anybody.";

/** The users whom valid tokens name, by message. Browsers send one token with many events: each is verified once. */
async function tokenUsers(messages: readonly Message[], source: Source): Promise<(string | undefined)[]> {
  if (source.kind !== "browser") return [];
  const verified = new Map<unknown, Promise<string | undefined>>();
  return Promise.all(
    messages.map((message) => {
      const token = message.context?.userToken;
      const known = verified.get(token) ?? userOfToken(token, source.tokenSecret);
      verified.set(token, known);
      return known;
    }),
  );
}
