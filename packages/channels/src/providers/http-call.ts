import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { JourneymanError } from "@journeyman/core";
import { assertPublicHost, type HostAddress } from "./public-host.ts";
import type { CallOptions } from "./types.ts";

export type HttpCall = { method: "GET" | "POST"; url: string; headers: Readonly<Record<string, string>>; body?: string };
export type HttpAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

/** A call without an answer. `handedOver`: the request was written, so the other side may have acted on it. */
export class CallFailure extends Error {
  readonly handedOver: boolean;
  readonly code: string;
  constructor(code: string, handedOver: boolean, cause?: unknown) {
    super(`HTTP call failed (${code})`, { cause });
    this.name = "CallFailure";
    this.code = code;
    this.handedOver = handedOver;
  }
}

const maxAnswer = 256 * 1024;
// Keep-alive saves the handshake of a call in a row. A server tells how long it keeps a connection (Node obeys); this is for those that do not.
const agents = {
  http: new HttpAgent({ keepAlive: true, timeout: 4000, maxFreeSockets: 8 }),
  https: new HttpsAgent({ keepAlive: true, timeout: 4000, maxFreeSockets: 8 }),
};

/**
 * One HTTP call to an address that was looked up and checked, to that very address, without following redirects. `fetch` can do neither
 * that nor tell whether the request had left. Throws `CallFailure`, and a JourneymanError for an address that may not be called.
 */
export async function callOnce(call: HttpCall, options: CallOptions): Promise<HttpAnswer> {
  const url = readUrl(call.url, options.allowPrivate ?? false);
  const started = performance.now();
  const addresses = await within(assertPublicHost(url.hostname, { allowPrivate: options.allowPrivate ?? false }), options.timeoutMs);
  const left = Math.max(1, options.timeoutMs - (performance.now() - started));
  return exchange(url, call, addresses, left, options.signal);
}

function exchange(
  url: URL,
  call: HttpCall,
  addresses: readonly HostAddress[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const secure = url.protocol === "https:";
  const requestOptions: RequestOptions = {
    method: call.method,
    agent: secure ? agents.https : agents.http,
    headers: { ...call.headers, ...(call.body === undefined ? {} : { "content-length": String(Buffer.byteLength(call.body)) }) },
    lookup: pinned(addresses),
  };
  return new Promise((resolve, reject) => {
    let handedOver = false;
    let done = false;
    const finish = (result: HttpAnswer | CallFailure) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      if (result instanceof CallFailure) {
        reject(result);
        request.destroy();
      } else resolve(result);
    };
    const request = (secure ? httpsRequest : httpRequest)(url, requestOptions);
    const timer = setTimeout(() => finish(new CallFailure("ETIMEDOUT", handedOver)), timeoutMs);
    const onAbort = () => finish(new CallFailure("ABORTED", handedOver));
    signal?.addEventListener("abort", onAbort, { once: true });
    request.on("socket", (socket) => {
      // Bytes may leave from the moment the socket stands; with TLS, from the end of its handshake.
      if (request.reusedSocket || !socket.connecting) handedOver = true;
      else socket.once(secure ? "secureConnect" : "connect", () => (handedOver = true));
    });
    request.on("error", (error: NodeJS.ErrnoException) => finish(new CallFailure(error.code ?? "ERROR", handedOver, error)));
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxAnswer) finish(new CallFailure("ANSWER_TOO_LARGE", true));
        else chunks.push(chunk);
      });
      response.on("error", (error: NodeJS.ErrnoException) => finish(new CallFailure(error.code ?? "ERROR", true, error)));
      response.on("end", () =>
        finish({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    if (signal?.aborted) onAbort();
    request.end(call.body);
  });
}

function pinned(addresses: readonly HostAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };
}

function readUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || !(url.protocol === "https:" || (allowPrivate && url.protocol === "http:"))) {
    throw new JourneymanError("invalid", "The provider's address must be an https:// address without user and password.");
  }
  return url;
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CallFailure("ETIMEDOUT", false)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
