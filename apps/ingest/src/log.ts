import { type Logger, pino } from "pino";

/** JSON lines on stdout. Bodies, query strings and headers are never logged: they hold personal data. */
export function createLog(level: string): Logger {
  return pino({ name: "ingest", level, base: { process: "ingest" }, serializers: { err: errorForLog } });
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
