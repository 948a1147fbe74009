import { twilioSignature } from "@journeyman/channels/providers";
import { consentMatrix } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { setContactPoints } from "@journeyman/customers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
const providerId = newId();
const callback = "twilio_callback_token";
const authToken = "the auth token of the account, 32";

beforeAll(async () => {
  world = await openWorld();
  await world.rows(
    "INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, webhook_token) VALUES ($1, $2, 'sms', 'twilio', 'Twilio', '{}', $3, $4)",
    [world.environmentId, providerId, world.vault.environmentCipher(world.environmentId).seal({ authToken }), callback],
  );
});
afterAll(async () => {
  await world?.close();
});

function call(params: Record<string, string>, options: { query?: string; signature?: string; token?: string } = {}) {
  const url = `${world.ingest.url}/webhooks/${options.token ?? callback}${options.query ?? ""}`;
  const body = new URLSearchParams(params);
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": options.signature ?? twilioSignature(authToken, url, body),
    },
    body: body.toString(),
  });
}

async function personWith(phone: string): Promise<string> {
  const profileId = newId();
  await world.rows("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [world.environmentId, profileId]);
  await world.database.store.lockPerson(world.environmentId, profileId, (tx) =>
    setContactPoints(tx, world.vault, profileId, [{ kind: "phone", address: phone, index: phone }], []),
  );
  return profileId;
}
const channelOf = async (profileId: string) =>
  (await world.database.store.tenant(world.environmentId, (tx) => consentMatrix(tx, profileId))).contactPoints[0]?.channel?.state;

describe("reports of messages", () => {
  async function message(providerMessageId: string | null) {
    const [run, id, profileId] = [newId(), newId(), await personWith(`+4860${String(Math.random()).slice(2, 9)}`)];
    await world.rows(
      `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, state, provider_id, provider_message_id, planned_at)
       VALUES ($1, $2, $3, 'sms', 1, 'sms', $3, $4, $2, $2, 'marketing', 'accepted', $5, $6, now())`,
      [world.environmentId, run, id, profileId, providerId, providerMessageId],
    );
    return { id, profileId };
  }
  const factsOf = (sid: string) =>
    world.rows<{ kind: string; message_id: string | null }>(
      "SELECT kind, message_id FROM message_fact WHERE provider_message_id = $1 ORDER BY id",
      [sid],
    );

  test("are kept once, tied to the message by its id in the address or by the provider's", async () => {
    const [byUrl, bySid] = [await message(null), await message("SM2")];
    for (let i = 0; i < 2; i++) {
      expect((await call({ MessageSid: "SM1", MessageStatus: "delivered" }, { query: `?message=${byUrl.id}` })).status).toBe(200);
      expect((await call({ MessageSid: "SM2", MessageStatus: "delivered" })).status).toBe(200);
    }
    expect(await factsOf("SM1")).toEqual([{ kind: "delivered", message_id: byUrl.id }]);
    expect(await factsOf("SM2")).toEqual([{ kind: "delivered", message_id: bySid.id }]);
    expect(await world.rows("SELECT kind FROM inbox WHERE profile_id = ANY($1)", [[byUrl.profileId, bySid.profileId]])).toEqual([
      { kind: "fact" },
      { kind: "fact" },
    ]);
  });

  test("that come first wait without a message", async () => {
    expect((await call({ MessageSid: "SM3", MessageStatus: "delivered" })).status).toBe(200);
    expect(await factsOf("SM3")).toEqual([{ kind: "delivered", message_id: null }]);
  });

  test("with a wrong signature are refused and leave nothing", async () => {
    const url = `${world.ingest.url}/webhooks/${callback}`;
    const of = (params: Record<string, string>, token = authToken) => twilioSignature(token, url, new URLSearchParams(params));
    const params = { MessageSid: "SM4", MessageStatus: "delivered" };
    for (const signature of ["", "AAAA", of(params, "another token of another account"), of({ ...params, MessageStatus: "failed" })]) {
      expect((await call(params, { signature })).status).toBe(403);
    }
    expect((await call(params, { query: "?message=1", signature: of(params) })).status).toBe(403);
    expect(await factsOf("SM4")).toEqual([]);
    expect((await call(params, { token: "unknown_token" })).status).toBe(404);
  });
});

describe("answers", () => {
  const answer = (sid: string, from: string, text: string) => call({ MessageSid: sid, From: from, To: "+48500500500", Body: text });

  test("STOP ends the channel at once for everybody with that number, told twice it is one; START takes it back", async () => {
    const people = [await personWith("+48600100200"), await personWith("+48600100200")];
    for (let i = 0; i < 2; i++) {
      const response = await answer("IN1", "+48600100200", "please STOP sending these");
      expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([200, "text/xml", "<Response/>"]);
    }
    expect(await Promise.all(people.map(channelOf))).toEqual(["denied", "denied"]);
    expect(await world.rows("SELECT 1 FROM consent WHERE profile_id = $1", [people[0]])).toHaveLength(1);
    await answer("IN2", "+48600100200", "Start");
    expect(await Promise.all(people.map(channelOf))).toEqual(["granted", "granted"]);
    // The provider tells of the first one again, late: it was done, and does not undo what came after.
    await answer("IN1", "+48600100200", "please STOP sending these");
    expect(await channelOf(people[0] ?? "")).toBe("granted");
  });

  test("other texts change nothing, and no text is kept", async () => {
    const person = await personWith("+48600100300");
    await answer("IN3", "+48600100300", "Is the blue kettle still there?");
    await answer("IN4", "+48600100300", "STOP, it is Anna");
    expect(await channelOf(person)).toBe("denied");
    const tables = await world.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables)
      expect(await world.rows(`SELECT 1 FROM "${name}" t WHERE t::text ~ 'kettle still|it is Anna|600100300'`), name).toEqual([]);
  });
});
