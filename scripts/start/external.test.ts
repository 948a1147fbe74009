import { createServer } from "node:net";
import { expect, test } from "vitest";
import { probeDatabase, probeTemporal } from "./external.ts";

test("a variable that is no address is named", async () => {
  await expect(probeDatabase("nonsense")).rejects.toThrow("DATABASE_URL is not the address");
  await expect(probeDatabase("http://localhost/x")).rejects.toThrow("DATABASE_URL is not the address");
  await expect(probeTemporal("localhost")).rejects.toThrow("TEMPORAL_ADDRESS");
});

test("a server that is dead is named with its variable, one that answers passes", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  expect(await probeDatabase(`postgresql://user:secret@127.0.0.1:${port}/x`)).toBe(`127.0.0.1:${port}`);
  await probeTemporal(`127.0.0.1:${port}`);
  await new Promise((resolve) => server.close(resolve));
  const dead = probeDatabase(`postgresql://user:secret@127.0.0.1:${port}/x`);
  await expect(dead).rejects.toThrow(`127.0.0.1:${port}, which DATABASE_URL names`);
  await expect(dead).rejects.not.toThrow("secret");
  await expect(probeTemporal(`127.0.0.1:${port}`)).rejects.toThrow("TEMPORAL_ADDRESS");
});
