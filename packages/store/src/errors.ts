import { setTimeout as sleep } from "node:timers/promises";
import { isJourneymanError, JourneymanError } from "@journeyman/core";
import { DatabaseError } from "pg";

// Class 08 and these: the database is away, full or being restarted. Trying again later can help; nothing is wrong with the statement.
const unavailable = new Set([
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "53400",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
/** What `pg` says when a query has had no answer for `query_timeout`. */
const silence = "Query read timeout";
const unavailableTexts = [
  silence,
  "timeout exceeded when trying to connect",
  "Connection terminated",
  "Client has encountered a connection error",
  "Client was closed",
];

/**
 * What callers see of an error of `pg`. Connection trouble becomes `unavailable` (retryable). Errors of Postgres itself pass, without the fields
 * in which Postgres quotes values of rows (`detail`, `where`): those may be personal data, and errors end in logs.
 */
export function cleanError(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
    error.internalQuery = undefined;
    // "invalid input syntax for type uuid: "anna@example.com"": class 22 quotes the value in the message itself.
    if (error.code?.startsWith("22")) error.message = error.message.replace(/: ".*"$/s, "");
  }
  if (!(error instanceof Error) || isJourneymanError(error)) return error;
  const code = (error as { code?: unknown }).code;
  const away =
    (typeof code === "string" && (unavailable.has(code) || code.startsWith("08"))) ||
    unavailableTexts.some((text) => error.message.includes(text));
  return away ? unreachable(error) : error;
}

export function unreachable(cause: Error): JourneymanError {
  return new JourneymanError(
    "unavailable",
    "The database cannot be reached right now. Check that Postgres runs and that the URL is right; it is tried again.",
    { cause },
  );
}

/** Whether a connection was given up because nothing came back: the server may be frozen, and what was asked may or may not have been done. */
export function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === silence;
}

/** Whether a statement broke a unique index or key; with `constraint`, that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return error instanceof DatabaseError && error.code === "23505" && (constraint === undefined || error.constraint === constraint);
}

/** Whether two transactions stood in each other's way (serialization failure, deadlock): the same again may well work. */
export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === "40001" || error.code === "40P01");
}

/** Runs `fn` again, up to `attempts` times in all, when it lost to another transaction. `fn` must open its transaction itself. */
export async function retryOnConflict<T>(fn: () => Promise<T>, attempts = 5): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fn();
    } catch (error) {
      if (!isConflict(error) || attempt >= attempts) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
