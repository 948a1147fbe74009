import { createServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { acquire, connectSmtp, release } from "./smtp-connections.ts";
import { smtpSettingsSchema } from "./smtp-settings.ts";

afterEach(() => vi.useRealTimers());

test("a connection taken out of its idleness is not ended by it in the middle of a mail", async () => {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.write("220 here\r\n");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const settings = smtpSettingsSchema.parse({ host: "127.0.0.1", port, security: "none", from: { address: "shop@example.com" } });
  const open = () => new AbortController().signal;

  expect(await acquire("key", 1, open())).toBeUndefined();
  const connection = await connectSmtp(settings, { timeoutMs: 5_000, allowPrivate: true });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  release("key", { connection, sent: 1, reused: false });
  const session = await acquire("key", 1, open());
  expect(session?.connection).toBe(connection);
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard.join("")).not.toContain("QUIT");
  release("key", undefined);
  connection.close();
  await new Promise((resolve) => server.close(resolve));
});
