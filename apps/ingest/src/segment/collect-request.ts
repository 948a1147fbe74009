import type { Instant, Problem } from "@journeyman/core";
import type { CollectedEvent } from "@journeyman/customers";
import type { IngestDeps } from "../deps.ts";
import { readText } from "../http/body.ts";
import { authorise } from "../sources/authorise.ts";
import type { Source } from "../sources/source-cache.ts";
import { requestBytes } from "./limits.ts";
import { nothingRecorded, type ParsedRequest, parseBatch, parseJson, parseMessage, shownProblems } from "./parse.ts";
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

/** `problems` name the events that were refused, by index and field. */
export type CollectedRequest = { recorded: number; refused: number; problems: Problem[] };

/**
 * One request of Segment's API: read, checked, committed. Its SDKs give up a whole batch on a 400 and read nothing of a 200, so what is right is
 * recorded, and what is wrong is answered and counted at its source. Throws `invalid` when nothing is right.
 */
export async function collectRequest(
  deps: IngestDeps,
  request: Request,
  what: MessageType | "batch" | "import",
): Promise<CollectedRequest> {
  const receivedAt = Date.now();
  const body = parseJson(await readText(request, requestBytes));
  const source = await authorise(deps.sources, request, body);
  const parsed = what === "batch" || what === "import" ? parseBatch(body) : parseMessage(what, body);
  const wait = deps.rateLimit.take(source.id, parsed.messages.length + parsed.refused.length, Date.now());
  if (wait !== undefined) throw new TooFast(wait);
  const { events, refused } = await translateAll(parsed, source, receivedAt, what === "import");
  if (events.length > 0) await deps.groupCommit.submit(source.environmentId, events);
  const problems = refused.flat();
  // The reason is in our words alone: a path may hold a name that somebody sent.
  if (refused.length > 0) await deps.refused.note(source, refused.length, refused.at(-1)?.[0]?.message ?? "");
  if (events.length === 0) throw nothingRecorded(problems);
  deps.lastSeen.note(source);
  return { recorded: events.length, refused: refused.length, problems: shownProblems(problems) };
}

type Translated = { events: CollectedEvent[]; refused: Problem[][] };

async function translateAll(parsed: ParsedRequest, source: Source, receivedAt: Instant, isImport: boolean): Promise<Translated> {
  const users = await tokenUsers(
    parsed.messages.map(({ message }) => message),
    source,
  );
  const events: CollectedEvent[] = [];
  const refused = [...parsed.refused];
  for (const [i, { place, message }] of parsed.messages.entries()) {
    const tokenUser = users[i];
    const event = translate(message, {
      source,
      receivedAt,
      historical: isImport || parsed.historical,
      ...(parsed.sentAt === undefined ? {} : { sentAt: parsed.sentAt }),
      ...(tokenUser === undefined ? {} : { tokenUser }),
    });
    if (!event) refused.push([{ path: `${place}anonymousId`, message: withoutAnonymousId }]);
    else if (event.at < earliest) refused.push([{ path: `${place}timestamp`, message: tooEarly }]);
    else events.push(event);
  }
  return { events, refused };
}

/** Nobody's shop kept events before; such a time is a mistake in its unit, or a clock that was never set. */
const earliest = Date.UTC(1990, 0, 1);
const tooEarly = 'timestamp lies before 1990; write it as "2026-11-24T09:30:00.000Z", or as seconds or milliseconds since 1970.';

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
