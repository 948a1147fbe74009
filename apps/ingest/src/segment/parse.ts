import { JourneymanError, type Problem } from "@journeyman/core";
import type { z } from "zod";
import { depth, eventBytes } from "./limits.ts";
import { batchSchema, type Message, type MessageType, messageSchemas, messageTypes } from "./schemas.ts";

/** What a request holds, each event checked. */
export type ParsedRequest = { messages: Message[]; sentAt?: number; historical: boolean };

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

/** One event whose type the path says. Throws `invalid` with every problem's path. */
export function parseMessage(type: MessageType, body: Record<string, unknown>): ParsedRequest {
  const problems: Problem[] = [];
  const message = check(type, body, "", problems);
  refuse(problems);
  return { messages: message ? [message] : [], historical: false };
}

/** A batch. All or nothing: with one wrong event none is recorded, and each wrong one is named. */
export function parseBatch(body: Record<string, unknown>): ParsedRequest {
  const outer = batchSchema.safeParse(body);
  if (!outer.success) refuse(outer.error.issues.map((issue) => problem("", issue)));
  const { batch, context, historical, sentAt } = outer.data as z.output<typeof batchSchema>;
  const problems: Problem[] = [];
  const messages = batch.flatMap((item, i) => {
    const path = `batch.${i}.`;
    if (item === null || typeof item !== "object" || Array.isArray(item)) {
      problems.push({ path: `batch.${i}`, message: "An event must be an object with a type." });
      return [];
    }
    const type = (item as { type?: unknown }).type;
    if (typeof type !== "string" || !(messageTypes as string[]).includes(type)) {
      problems.push({ path: `${path}type`, message: `type must be one of ${messageTypes.join(", ")}.` });
      return [];
    }
    const given = item as Record<string, unknown>;
    const message = check(
      type as MessageType,
      context === undefined ? given : { ...given, context: merged(context, given.context) },
      path,
      problems,
    );
    return message ? [message] : [];
  });
  refuse(problems);
  return { messages, ...(sentAt === undefined ? {} : { sentAt }), historical: historical === true || context?.historical === true };
}

/** The batch's context holds for each event, whose own wins. */
function merged(outer: Record<string, unknown>, own: unknown): unknown {
  if (own === undefined || own === null) return outer;
  return typeof own === "object" && !Array.isArray(own) ? { ...outer, ...own } : own;
}

function check(type: MessageType, given: Record<string, unknown>, path: string, problems: Problem[]): Message | undefined {
  if (deeperThan(given, depth)) {
    problems.push({
      path: path === "" ? "" : path.slice(0, -1),
      message: `The event's objects lie more than ${depth} deep in each other. Flatten them.`,
    });
    return undefined;
  }
  if (Buffer.byteLength(JSON.stringify(given)) > eventBytes) {
    problems.push({
      path: path === "" ? "" : path.slice(0, -1),
      message: `The event is larger than ${eventBytes / 1024} KB. Send less with it.`,
    });
    return undefined;
  }
  const result = messageSchemas[type].safeParse(given);
  if (!result.success) {
    problems.push(...result.error.issues.map((issue) => problem(path, issue)));
    return undefined;
  }
  const message = { type, ...result.data } as Message;
  if (message.userId === undefined && message.anonymousId === undefined) {
    problems.push({ path: `${path}userId`, message: "The event needs a userId or an anonymousId, or nobody can be found for it." });
    return undefined;
  }
  if (message.type === "alias" && message.previousId === undefined) {
    problems.push({ path: `${path}previousId`, message: "alias needs previousId: the id this person had before." });
    return undefined;
  }
  return message;
}

function problem(path: string, issue: z.core.$ZodIssue): Problem {
  // A path may hold names the sender invented; they are theirs and go back to them only.
  return { path: `${path}${issue.path.map(String).join(".")}`.slice(0, 300), message: issue.message };
}

const mostShown = 50;

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  throw new JourneymanError("invalid", `Nothing was recorded. ${first.path === "" ? "" : `${first.path}: `}${first.message}${more}`, {
    problems: problems.slice(0, mostShown),
  });
}

function deeperThan(value: unknown, most: number): boolean {
  if (value === null || typeof value !== "object") return false;
  if (most === 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value)) if (deeperThan(item, most - 1)) return true;
  return false;
}
