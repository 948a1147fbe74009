/** What the API says when it refuses: RFC 9457, with our code and the problems of fields. */
export type ProblemJson = {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  requestId?: string;
  context?: Readonly<Record<string, unknown>>;
  problems?: readonly { path: string; message: string }[];
};

/** An answer that is not 2xx, in words for the reader. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly problems: readonly { path: string; message: string }[];
  readonly body: ProblemJson | undefined;

  constructor(status: number, body: ProblemJson | undefined) {
    super(
      body?.detail ??
        body?.title ??
        (status === 0 ? "The server could not be reached. Check the connection and try again." : `The server answered ${status}.`),
    );
    this.name = "ApiError";
    this.status = status;
    this.code = body?.code ?? "internal";
    this.requestId = body?.requestId;
    this.problems = body?.problems ?? [];
    this.body = body;
  }

  /** The message for one field, by its path. */
  field(path: string): string | undefined {
    return this.problems.find((problem) => problem.path === path || problem.path === `/${path.replaceAll(".", "/")}`)?.message;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type ApiOptions = { query?: Query; body?: unknown; signal?: AbortSignal; headers?: Record<string, string> };

function address(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

async function call<T>(method: string, path: string, options: ApiOptions = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers: {
        accept: "application/json",
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, undefined);
  }
  if (response.status === 401 && typeof window !== "undefined") {
    // The session was revoked or ran out: the sign-in page brings people back to where they were.
    const back = window.location.pathname + window.location.search;
    window.location.assign(`/sign-in?next=${encodeURIComponent(back)}`);
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let json: unknown;
  try {
    json = text === "" ? undefined : JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (!response.ok) throw new ApiError(response.status, json as ProblemJson | undefined);
  return json as T;
}

/** Our own `/api/v1`, the same one that developers use. The session's cookie goes along; the environment is the cookie's. */
export const api = {
  get: <T>(path: string, options?: ApiOptions) => call<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: ApiOptions) => call<T>("POST", path, { ...options, body: body ?? {} }),
  put: <T>(path: string, body?: unknown, options?: ApiOptions) => call<T>("PUT", path, { ...options, body: body ?? {} }),
  patch: <T>(path: string, body?: unknown, options?: ApiOptions) => call<T>("PATCH", path, { ...options, body: body ?? {} }),
  delete: <T>(path: string, options?: ApiOptions) => call<T>("DELETE", path, options),
};
