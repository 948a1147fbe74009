/** Every code an error of ours can have, with the HTTP status it maps to and whether trying again can help. */
export const errorCodes = {
  invalid: { status: 400, retryable: false },
  invalid_id: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  stale_revision: { status: 409, retryable: false },
  in_use: { status: 409, retryable: false },
  gone: { status: 410, retryable: false },
  too_large: { status: 413, retryable: false },
  unprocessable: { status: 422, retryable: false },
  rate_limited: { status: 429, retryable: true },
  internal: { status: 500, retryable: false },
  unavailable: { status: 503, retryable: true },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A bundler may bring this module into a process more than once, and then `instanceof` knows only its own copy's errors. */
const brand = Symbol.for("journeyman.error");

/** One thing wrong with an input: where (a JSON pointer or a field's path), what, and how to mend it. */
export type Problem = { path: string; message: string };

/**
 * The one error that crosses package borders. `message` is a sentence for the person who reads it: what, where, how to mend it.
 * It never holds personal data; `context` is for logs and holds ids only.
 */
export class JourneymanError extends Error {
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
  readonly [brand] = true;

  constructor(
    code: ErrorCode,
    message: string,
    options: { context?: Record<string, unknown>; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "JourneymanError";
    this.code = code;
    this.context = options.context ?? {};
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}

export function isJourneymanError(error: unknown): error is JourneymanError {
  return error instanceof Error && brand in error;
}
