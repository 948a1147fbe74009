import { consentMatrix, recordConsent } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { setContactPoints } from "@journeyman/customers";
import { linkKeyPurpose } from "@journeyman/messages";
import { signToken, type TokenPayload } from "@journeyman/templates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

/** A message that was sent to somebody who had agreed to offers, with one stored link. */
async function sent(options: { topic?: string | null; preview?: boolean } = {}) {
  const environment = world.environmentId;
  const [profileId, run, message, link, topicId] = [newId(), newId(), newId(), newId(), newId()];
  await world.rows("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [environment, profileId]);
  await world.rows("INSERT INTO topic (environment_id, id, key, name) VALUES ($1, $2, $3, 'Offers')", [
    environment,
    topicId,
    `offers-${topicId}`,
  ]);
  const topic = options.topic === undefined ? `offers-${topicId}` : options.topic;
  const address = `${profileId.slice(-12)}@example.com`;
  const endpoint = await world.database.store.lockPerson(environment, profileId, async (tx) => {
    const [point = ""] = await setContactPoints(tx, world.vault, profileId, [{ kind: "email", address, index: address }], []);
    await recordConsent(tx, [
      {
        profileId,
        contactPointId: point,
        subject: `offers-${topicId}`,
        state: "granted",
        basis: "consent",
        method: "api",
        at: tx.now() - 1000,
      },
    ]);
    return point;
  });
  await world.rows(
    `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, topic, class, state, settings, planned_at)
     VALUES ($1, $2, $3, 'mail', 1, 'email', $4, $5, $2, $2, $6, 'marketing', 'accepted', $7, now())`,
    [environment, run, message, endpoint, profileId, topic, options.preview ? { preview: { to: "x" } } : {}],
  );
  await world.rows("INSERT INTO link (environment_id, id, url, hash) VALUES ($1, $2, $3, $4)", [
    environment,
    link,
    `https://shop.example/mugs?l=${link}`,
    Buffer.from(link),
  ]);
  const ref = { environment, run, message };
  const sign = (payload: TokenPayload) => signToken(world.vault.signingKey(linkKeyPurpose), payload);
  return {
    profileId,
    endpoint,
    url: `https://shop.example/mugs?l=${link}`,
    topicKey: `offers-${topicId}`,
    click: sign({ kind: "click", ...ref, link }),
    open: sign({ kind: "open", ...ref }),
    unsubscribe: sign({ kind: "unsubscribe", ...ref, topic: topicId }),
    unsubscribeAll: sign({ kind: "unsubscribe", ...ref }),
    preferences: sign({ kind: "preferences", ...ref }),
    facts: () =>
      world.rows<{ kind: string; automatic: boolean }>("SELECT kind, automatic FROM message_fact WHERE message_id = $1 ORDER BY id", [
        message,
      ]),
    inbox: () =>
      world.rows<{ kind: string; profile_id: string }>("SELECT kind, profile_id FROM inbox WHERE profile_id = $1 ORDER BY id", [profileId]),
    consent: () => world.database.store.tenant(environment, (tx) => consentMatrix(tx, profileId)),
  };
}

const get = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  fetch(`${world.ingest.url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { "user-agent": "Mozilla/5.0 (Macintosh) Safari/605", ...init.headers },
  });

describe("a click", () => {
  test("leads to the stored address, and waits in the person's inbox", async () => {
    const message = await sent();
    const answer = await get(`/c/${message.click}`);
    expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([302, message.url, "no-store"]);
    expect(await message.facts()).toEqual([{ kind: "clicked", automatic: false }]);
    expect(await message.inbox()).toEqual([{ kind: "fact", profile_id: message.profileId }]);
  });

  test("again within the minute adds nothing; of a scanner is marked", async () => {
    const message = await sent();
    await get(`/c/${message.click}`);
    await get(`/c/${message.click}`);
    expect((await message.facts()).length).toBeLessThanOrEqual(2);
    const scanned = await sent();
    for (const [method, headers] of [
      ["HEAD", {}],
      ["GET", { purpose: "prefetch" }],
      ["GET", { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }],
      ["GET", { "user-agent": "Barracuda Sentinel (EE)" }],
    ] as const) {
      expect((await get(`/c/${scanned.click}`, { method, headers: { ...headers } })).status).toBe(302);
    }
    expect(new Set((await scanned.facts()).map((fact) => fact.automatic))).toEqual(new Set([true]));
  });

  test("leads nowhere else: no part of the request can name an address", async () => {
    const message = await sent();
    const evil = encodeURIComponent("https://evil.example/");
    for (const path of [
      `/c/${message.click}?url=${evil}&redirect=${evil}&next=//evil.example`,
      `/c/${message.click}/https://evil.example/`,
      `/c/${evil}`,
      `/c/https://evil.example/`,
      `/c/${message.click.slice(0, -1)}${message.click.endsWith("A") ? "B" : "A"}`,
      `/c/${message.open}`,
      `/c/${message.unsubscribe}`,
      `/c//evil.example`,
    ]) {
      const answer = await get(path, { headers: { host: "evil.example", "x-forwarded-host": "evil.example" } });
      expect(answer.headers.get("location") ?? "", path).not.toContain("evil.example");
      if (!path.startsWith(`/c/${message.click}?`)) expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  test("of a link that is no web address leads nowhere", async () => {
    const message = await sent();
    await world.rows("UPDATE link SET url = 'javascript:alert(1)' WHERE url = $1", [message.url]);
    expect((await get(`/c/${message.click}`)).status).toBe(404);
  });

  test("leads on even when it cannot be written down", async () => {
    const message = await sent();
    await get(`/c/${message.click}`);
    await world.rows("ALTER TABLE message_fact RENAME TO message_fact_away");
    try {
      expect((await get(`/c/${message.click}`, { method: "HEAD" })).headers.get("location")).toBe(message.url);
    } finally {
      await world.rows("ALTER TABLE message_fact_away RENAME TO message_fact");
    }
  });
});

describe("an open", () => {
  test("answers one pixel; Apple's privacy proxy is marked", async () => {
    const message = await sent();
    const answer = await get(`/o/${message.open}.gif`);
    expect([answer.status, answer.headers.get("content-type"), (await answer.arrayBuffer()).byteLength]).toEqual([200, "image/gif", 42]);
    await get(`/o/${message.open}.gif`, { headers: { "user-agent": "Mozilla/5.0" } });
    expect(await message.facts()).toEqual([
      { kind: "opened", automatic: false },
      { kind: "opened", automatic: true },
    ]);
    expect((await get("/o/nonsense.gif")).status).toBe(404);
  });
});

describe("one-click unsubscribe", () => {
  const post = (token: string) =>
    fetch(`${world.ingest.url}/u/${token}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      redirect: "manual",
    });

  test("withdraws the topic at that address at once, without cookie or redirect, any number of times", async () => {
    const message = await sent();
    for (let i = 0; i < 3; i++) {
      const answer = await post(message.unsubscribe);
      expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([200, null, null]);
    }
    const [point] = (await message.consent()).contactPoints;
    expect(point?.answers[message.topicKey]).toMatchObject({ state: "denied", method: "one-click" });
    expect(point?.channel).toBeNull();
    expect(await world.rows("SELECT 1 FROM consent WHERE contact_point_id = $1 AND state = 'denied'", [message.endpoint])).toHaveLength(1);
    expect(await message.facts()).toEqual([{ kind: "unsubscribed", automatic: false }]);
  });

  test("of a message without a topic ends the channel", async () => {
    const message = await sent({ topic: null });
    expect((await post(message.unsubscribeAll)).status).toBe(200);
    expect((await message.consent()).contactPoints[0]?.channel?.state).toBe("denied");
  });

  test("many at the same time all answer 200", async () => {
    const message = await sent();
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(message.unsubscribe)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect((await message.consent()).contactPoints[0]?.answers[message.topicKey]?.state).toBe("denied");
  });

  test("of a person who is merged into another at this moment withdraws for who they are then", async () => {
    const message = await sent();
    const into = newId();
    await world.rows("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [world.environmentId, into]);
    await world.rows("BEGIN");
    await world.rows("SELECT 1 FROM profile WHERE id = $1 FOR UPDATE", [message.profileId]);
    const answer = post(message.unsubscribe);
    await expect.poll(() => world.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).not.toEqual([]);
    await world.rows("UPDATE message SET profile_id = $1 WHERE profile_id = $2", [into, message.profileId]);
    await world.rows("COMMIT");
    expect((await answer).status).toBe(200);
    expect(await world.rows("SELECT profile_id FROM consent WHERE contact_point_id = $1 AND state = 'denied'", [message.endpoint])).toEqual(
      [{ profile_id: into }],
    );
  });

  test("a GET changes nothing and leads to the page; a test send's link is nobody's consent", async () => {
    const message = await sent();
    const answer = await get(`/u/${message.unsubscribe}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, `http://web.test/unsubscribe/${message.unsubscribe}`]);
    expect((await get(`/p/${message.preferences}`)).headers.get("location")).toBe(`http://web.test/preferences/${message.preferences}`);
    expect((await message.consent()).contactPoints[0]?.answers[message.topicKey]?.state).toBe("granted");
    const preview = await sent({ preview: true });
    expect((await post(preview.unsubscribe)).status).toBe(200);
    expect((await preview.consent()).contactPoints[0]?.answers[preview.topicKey]?.state).toBe("granted");
  });

  test("with a changed token does nothing", async () => {
    const message = await sent();
    const changed = `${message.unsubscribe.slice(0, -2)}${message.unsubscribe.endsWith("AA") ? "BB" : "AA"}`;
    expect((await post(changed)).status).toBe(404);
    expect((await post(message.open)).status).toBe(404);
    expect((await get(`/u/${changed}`)).status).toBe(404);
    expect((await message.consent()).contactPoints[0]?.answers[message.topicKey]?.state).toBe("granted");
  });
});
