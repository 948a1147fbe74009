import { type ErrorCode, errorCodes, isJourneymanError, type Problem } from "@journeyman/core";

/** RFC 9457. `problems` names each place: `batch.3.timestamp`. */
export type ProblemBody = { type: string; title: string; status: number; code: ErrorCode; detail: string; problems?: readonly Problem[] };

const titles: Partial<Record<ErrorCode, string>> = {
  invalid: "The request cannot be read as events",
  unauthenticated: "Unknown write key",
  too_large: "Too large",
  rate_limited: "Too many events",
  unavailable: "Not available right now",
  not_found: "Not found",
};

export function problemResponse(
  code: ErrorCode,
  detail: string,
  options: { problems?: readonly Problem[]; headers?: Record<string, string>; status?: number } = {},
): Response {
  const status = options.status ?? errorCodes[code].status;
  const body: ProblemBody = {
    type: `urn:journeyman:problem:${code}`,
    title: titles[code] ?? "The request failed",
    status,
    code,
    detail,
    ...(options.problems && options.problems.length > 0 ? { problems: options.problems } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json", ...options.headers } });
}

/**
 * Any error as an answer. Segment's SDKs give up on 400 and try again on every other error, so what can never succeed must be 400,
 * also where another status would be nicer (413 for a batch that is too large).
 */
export function errorResponse(error: unknown): Response {
  if (!isJourneymanError(error))
    return problemResponse("internal", "Something went wrong on our side. The event was not recorded; send it again.");
  if (error.code === "unavailable") return problemResponse(error.code, error.message, { headers: { "retry-after": "2" } });
  if (error.code === "too_large") return problemResponse(error.code, error.message, { problems: error.problems, status: 400 });
  return problemResponse(error.code, error.message, { problems: error.problems });
}
