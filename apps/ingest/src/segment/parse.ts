import { JourneymanError, type Problem } from "@journeyman/core";
import type { z } from "zod";
import { depth, eventBytes } from "./limits.ts";
import { batchSchema, type Message, type MessageType, messageSchemas, messageTypes } from "./schemas.ts";

/** An event with its place in the request: `batch.3.`, or nothing where it is the whole of it. */
export type PlacedMessage = { place: string; message: Message };

/** What a request holds: the events that can be read, and for each of the others what is wrong with it. */
export type ParsedRequest = { messages: PlacedMessage[]; refused: Problem[][]; sentAt?: number; historical: boolean };

/** `{…}` of a body's text. Throws `invalid`. */
export function parseJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JourneymanError("invalid", 'The body is not JSON. Send one event, or {"batch": [ … ]}, as JSON.');
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new JourneymanError("invalid", 'The body must be a JSON object: one event, or {"batch": [ … ]}.');
  }
  return value as Record<string, unknown>;
}

/** One event whose type the path says. */
export function parseMessage(type: MessageType, body: Record<string, unknown>): ParsedRequest {
  return { ...sorted([{ place: "", ...check(type, body, "") }]), historical: false };
}

/** A batch, each event by itself. Throws `invalid` when what surrounds them is wrong. */
export function parseBatch(body: Record<string, unknown>): ParsedRequest {
  const outer = batchSchema.safeParse(body);
  if (!outer.success) throw nothingRecorded(outer.error.issues.map((issue) => problem("", issue)));
  const { batch, context, historical, sentAt } = outer.data;
  const checked = batch.map((item, i) => ({ place: `batch.${i}.`, ...checkItem(item, `batch.${i}`, context) }));
  return {
    ...sorted(checked),
    ...(sentAt === undefined ? {} : { sentAt }),
    historical: historical === true || context?.historical === true,
  };
}

type Checked = { message: Message } | { problems: Problem[] };

function checkItem(item: unknown, path: string, context: z.output<typeof batchSchema>["context"]): Checked {
  if (item === null || typeof item !== "object" || Array.isArray(item))
    return { problems: [{ path, message: "An event must be an object with a type." }] };
  const given = item as Record<string, unknown>;
  const { type } = given;
  if (typeof type !== "string" || !(messageTypes as string[]).includes(type))
    return { problems: [{ path: `${path}.type`, message: `type must be one of ${messageTypes.join(", ")}.` }] };
  return check(type as MessageType, context === undefined ? given : { ...given, context: merged(context, given.context) }, `${path}.`);
}

function sorted(checked: readonly ({ place: string } & Checked)[]): Pick<ParsedRequest, "messages" | "refused"> {
  return {
    messages: checked.flatMap((one) => ("message" in one ? [{ place: one.place, message: one.message }] : [])),
    refused: checked.flatMap((one) => ("problems" in one ? [one.problems] : [])),
  };
}

/** The batch's context holds for each event, whose own wins. */
function merged(outer: Record<string, unknown>, own: unknown): unknown {
  if (own === undefined || own === null) return outer;
  return typeof own === "object" && !Array.isArray(own) ? { ...outer, ...own } : own;
}

function check(type: MessageType, given: Record<string, unknown>, place: string): Checked {
  const wrong = (path: string, message: string) => ({ problems: [{ path, message }] });
  const whole = place.replace(/\.$/, "");
  if (deeperThan(given, depth)) return wrong(whole, `The event's objects lie more than ${depth} deep in each other. Flatten them.`);
  if (Buffer.byteLength(JSON.stringify(given)) > eventBytes)
    return wrong(whole, `The event is larger than ${eventBytes / 1024} KB. Send less with it.`);
  const result = messageSchemas[type].safeParse(given);
  if (!result.success) return { problems: result.error.issues.map((issue) => problem(place, issue)) };
  const message = { type, ...result.data } as Message;
  if (message.userId === undefined && message.anonymousId === undefined)
    return wrong(`${place}userId`, "The event needs a userId or an anonymousId, or nobody can be found for it.");
  if (message.type === "alias" && message.previousId === undefined)
    return wrong(`${place}previousId`, "alias needs previousId: the id this person had before.");
  return { message };
}

function problem(path: string, issue: z.core.$ZodIssue): Problem {
  // A path may hold names the sender invented; they are theirs and go back to them only.
  return { path: `${path}${issue.path.map(String).join(".")}`.slice(0, 300), message: issue.message };
}

const mostShown = 50;

/** The problems as an answer has them: the first of many. */
export function shownProblems(problems: readonly Problem[]): Problem[] {
  return problems.slice(0, mostShown);
}

export function nothingRecorded(problems: readonly Problem[]): JourneymanError {
  const [first = { path: "", message: "There was no event in it." }] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new JourneymanError("invalid", `Nothing was recorded. ${first.path === "" ? "" : `${first.path}: `}${first.message}${more}`, {
    problems: shownProblems(problems),
  });
}

function deeperThan(value: unknown, most: number): boolean {
  if (value === null || typeof value !== "object") return false;
  if (most === 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value)) if (deeperThan(item, most - 1)) return true;
  return false;
}
