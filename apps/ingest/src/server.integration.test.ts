import { createStore } from "@journeyman/store";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startIngest } from "./server.ts";
import { openWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

test("closing answers every request that came, and what was answered is there", async () => {
  const ingest = await startIngest({
    store: world.database.store,
    vault: world.vault,
    log: pino({ level: "silent" }),
    host: "127.0.0.1",
    port: 0,
    urls: { web: "http://web.test" },
    eventsPerSecond: 1_000_000,
  });
  const send = (i: number) =>
    fetch(`${ingest.url}/v1/track`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${world.serverKey}:`).toString("base64")}` },
      body: JSON.stringify({ userId: `closing-${i}`, event: "Closing" }),
    }).then(
      (answer) => answer.status,
      () => 0,
    );
  const answers = Array.from({ length: 60 }, (_, i) => send(i));
  await Promise.race(answers);
  await ingest.close();
  const taken = (await Promise.all(answers)).filter((status) => status === 200).length;
  expect(taken).toBeGreaterThan(0);
  expect(await world.rows("SELECT 1 FROM event WHERE name = 'Closing'")).toHaveLength(taken);
  expect(await send(99)).toBe(0);
});

test("without a database it says unavailable and when to come again, and its health says so too", async () => {
  const store = createStore({ appUrl: "postgresql://nobody@127.0.0.1:1/none", engineUrl: "postgresql://nobody@127.0.0.1:1/none" });
  const ingest = await startIngest({
    store,
    vault: world.vault,
    log: pino({ level: "silent" }),
    host: "127.0.0.1",
    port: 0,
    urls: { web: "http://web.test" },
    eventsPerSecond: 1000,
  });
  try {
    const answer = await fetch(`${ingest.url}/v1/track`, {
      method: "POST",
      body: JSON.stringify({ userId: "a", event: "b", writeKey: "k" }),
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await fetch(`${ingest.url}/healthz`)).status).toBe(503);
    expect((await fetch(`${world.ingest.url}/healthz`)).status).toBe(200);
  } finally {
    await ingest.close();
    await store.close();
  }
});

test("logs hold no personal data, whatever goes wrong", async () => {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const ingest = await startIngest({
    store: world.database.store,
    vault: world.vault,
    log,
    host: "127.0.0.1",
    port: 0,
    urls: { web: "http://web.test" },
    eventsPerSecond: 1000,
  });
  try {
    const send = (body: unknown) =>
      fetch(`${ingest.url}/v1/identify?email=secret@example.com`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${world.serverKey}:`).toString("base64")}` },
        body: JSON.stringify(body),
      });
    await send({ userId: "secret-user", traits: { email: "secret@example.com", name: "Secret" } });
    await send({ userId: "secret-user", traits: "secret@example.com" });
    await world.rows("ALTER TABLE event_key RENAME TO event_key_away");
    expect((await send({ userId: "secret-user", traits: { email: "secret@example.com" } })).status).toBe(500);
    await world.rows("ALTER TABLE event_key_away RENAME TO event_key");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("")).not.toMatch(/secret/i);
  } finally {
    await ingest.close();
  }
});
