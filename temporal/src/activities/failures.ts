import { isJourneymanError, type JourneymanError } from "@journeyman/core";
import { ApplicationFailure } from "@temporalio/common";

/** The type of a failure that is none: the provider asked for a later time. */
export const providerAway = "later";

/**
 * What Temporal may keep of an error: code, whether to try again, ids. Our own messages are written without personal data; those of
 * others (a database, a mail server) may quote a value, so only their kind passes. No stack, no cause: both could quote values too.
 */
export function toFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const failure = isJourneymanError(error) ? fromOurs(error) : fromOthers(error);
  failure.stack = "";
  return failure;
}

function fromOurs(error: JourneymanError): ApplicationFailure {
  // A person that is locked or a database that is away comes back; a row that is missing does not.
  const nonRetryable = !error.retryable && error.code !== "internal" && error.code !== "conflict";
  return ApplicationFailure.create({ message: error.message, type: error.code, nonRetryable });
}

function fromOthers(error: unknown): ApplicationFailure {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  const name = error instanceof Error ? error.name : "Error";
  return ApplicationFailure.create({ message: `${name} (${code}); the worker's log has the rest.`, type: code, nonRetryable: false });
}
