import { createRepeats, isJourneymanError } from "@journeyman/core";
import { type Logger, pino } from "pino";

/** JSON lines on stdout. Bodies, query strings and headers are never logged: they hold personal data. */
export function createLog(level: string): Logger {
  return pino({ name: "ingest", level, base: { process: "ingest" }, serializers: { err: errorForLog } });
}

const repeats = createRepeats();

/** An error of a request. While the database is away each of them has the same: that is said once, and then once a minute how often. */
export function logTrouble(log: Logger, error: unknown, message: string, fields: object = {}): void {
  if (isJourneymanError(error) && error.code === "unavailable")
    repeats.note(message, (kept) => log.error({ ...fields, reason: error.message, ...kept }, message));
  else log.error({ err: error, ...fields }, message);
}

/** Names, codes and stacks; no `cause` of unknown content and none of the fields in which libraries keep what they were given. */
function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: "something that is no error was thrown" };
  const { code, context } = error as { code?: unknown; context?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
    ...(context === undefined ? {} : { context }),
  };
}
