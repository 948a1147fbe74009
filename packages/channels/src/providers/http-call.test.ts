import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { CallFailure, callOnce } from "./http-call.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

const post = (url: string, timeoutMs = 1000) =>
  callOnce({ method: "POST", url, headers: {}, body: "a=1" }, { timeoutMs, allowPrivate: true });
const failure = (url: string, timeoutMs?: number) =>
  post(url, timeoutMs).then(
    () => undefined,
    (error: unknown) => (error instanceof CallFailure ? { code: error.code, handedOver: error.handedOver } : error),
  );

test("on a new connection, a request that was read and never answered was handed over", async () => {
  const host = await serve((request) => void request.on("data", () => request.socket.destroy()));
  expect(await failure(`http://${host}/`)).toEqual({ code: "ECONNRESET", handedOver: true });
});

test("on a new connection, a request that gets no answer in time was handed over", async () => {
  const host = await serve(() => {});
  expect(await failure(`http://${host}/`, 200)).toEqual({ code: "ETIMEDOUT", handedOver: true });
});

test("an answer that breaks off in the middle was handed over", async () => {
  const host = await serve((_, response) => {
    response.writeHead(201, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
  });
  expect(await failure(`http://${host}/`)).toMatchObject({ handedOver: true });
});

test("nobody listening: not handed over", async () => {
  expect(await failure("http://127.0.0.1:1/")).toEqual({ code: "ECONNREFUSED", handedOver: false });
});

test("a TLS handshake that fails: not handed over", async () => {
  const host = await serve(() => {});
  expect(await failure(`https://${host}/`)).toMatchObject({ handedOver: false });
});

test("a redirect is an answer and is not followed", async () => {
  let calls = 0;
  const host = await serve((_, response) => {
    calls += 1;
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await post(`http://${host}/`)).toMatchObject({ status: 307 });
  expect(calls).toBe(1);
});

test("an answer without end is cut off", async () => {
  const host = await serve((_, response) => {
    const more = () => response.write("x".repeat(65_536), () => setImmediate(more));
    more();
  });
  expect(await failure(`http://${host}/`)).toEqual({ code: "ANSWER_TOO_LARGE", handedOver: true });
});

test.each([
  "http://example.com/",
  "ftp://example.com/",
  "https://user:pass@example.com/",
  "https://127.0.0.1/",
  "https://localhost/",
  "nonsense",
])("%s is not called where private and plain addresses are not allowed", async (url) => {
  await expect(callOnce({ method: "GET", url, headers: {} }, { timeoutMs: 500 })).rejects.toMatchObject({ code: "invalid" });
});
