import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@journeyman/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelOpen } from "../ledger/cancel.ts";
import { expireClaims } from "../ledger/expire-claims.ts";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { deliver } from "./deliver.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.sink.behave(undefined));

const to = (planned: Planned) => w.sink.accepted.filter((mail) => mail.to === planned.person.email);

describe("a message that may go", () => {
  test("is accepted once, with its headers, links and ids, and tells its run in the same transaction", async () => {
    const planned = await w.plan(await w.person());
    const result = await deliver(w.deps, planned.ref);
    expect(result).toMatchObject({ state: "accepted", outcome: { outcome: "done", state: "accepted" } });
    const [mail, ...more] = to(planned);
    expect(more).toEqual([]);
    expect(mail?.raw).toMatch(/^List-Unsubscribe:\s+<https:\/\/in\.example\.com\/u\//m);
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(mail?.raw).toContain(planned.ref.messageId);
    expect(mail?.raw).toMatch(/^Subject: Hello Anna/m);
    expect(mail?.raw.replace(/=\r?\n/g, "")).toMatch(/https:\/\/in\.example\.com\/c\//);
    const row = await w.message(planned);
    expect(row).toMatchObject({ state: "accepted", reason: null, rendered: null, attempts: 1, error: null, class: "marketing" });
    expect(row.accepted_at).not.toBeNull();
    expect(row.subject_sealed).not.toBeNull();
    expect((row.decision as { checks: unknown[] }).checks.length).toBe(9);
    expect(await w.mail(planned)).toEqual([
      { kind: "message", payload: { node: "mail", visit: 1, result: { outcome: "done", state: "accepted" } } },
    ]);
    expect(await w.sql("SELECT kind FROM poke WHERE run_id = $1", [planned.ref.runId])).toEqual([{ kind: "signal" }]);
    expect((await w.sql("SELECT url FROM link")).map((link) => link.url)).toContain("https://shop.example/cart");
  });

  test("delivered again is not sent again, and says the same", async () => {
    const planned = await w.plan(await w.person());
    const first = await deliver(w.deps, planned.ref);
    expect(await deliver(w.deps, planned.ref)).toEqual({ messageId: first.messageId, state: "accepted", outcome: first.outcome });
    expect(to(planned).length).toBe(1);
    expect((await w.mail(planned)).length).toBe(1);
  });

  test("inline brings its mail along and pokes nobody", async () => {
    const planned = await w.plan(await w.person());
    const result = await deliver(w.deps, { ...planned.ref, inline: true });
    expect(result.mail).toMatchObject({ kind: "message", node: "mail", visit: 1, result: { outcome: "done" } });
    expect((await w.mail(planned)).length).toBe(1);
    expect(await w.sql("SELECT 1 FROM poke WHERE run_id = $1", [planned.ref.runId])).toEqual([]);
  });
});

describe("I1: one accept at most", () => {
  test("however many deliver the same message at once", async () => {
    for (let round = 0; round < 8; round++) {
      const planned = await w.plan(await w.person());
      const results = await Promise.all(Array.from({ length: 5 }, () => deliver(w.deps, planned.ref)));
      expect(to(planned).length).toBe(1);
      expect(results.filter((result) => result.state === "accepted").length).toBeGreaterThanOrEqual(1);
      for (const result of results)
        if (result.state !== "accepted") expect(result).toMatchObject({ state: "claimed", retryInMs: expect.any(Number) });
      expect((await w.mail(planned)).length).toBe(1);
    }
  });

  test("a server that takes the mail and drops the line leaves it unknown; it is never sent again, and the run goes on", async () => {
    const planned = await w.plan(await w.person());
    w.sink.behave({ kind: "accept-and-hang-up" });
    const result = await deliver(w.deps, planned.ref);
    expect(result).toMatchObject({ state: "unknown", reason: "no-answer", outcome: { outcome: "done", state: "unknown" } });
    w.sink.behave(undefined);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown" });
    await expireClaims(w.db.store);
    expect(to(planned).length).toBe(1);
    expect((await w.message(planned)).rendered).not.toBeNull();
    expect((await w.mail(planned)).length).toBe(1);
  });

  test("a server that never answers: the same, within the provider's time", async () => {
    const planned = await w.plan(await w.person());
    w.sink.behave({ kind: "accept-and-hang" });
    const result = await deliver(w.withTiming({ providerTimeoutMs: 300 }), planned.ref);
    expect(result).toMatchObject({ state: "unknown" });
    expect(to(planned).length).toBe(1);
  });

  test("a lease that ran out becomes unknown, whoever looks first; the holder's late answer still counts", async () => {
    const planned = await w.plan(await w.person());
    let release: () => void = () => {};
    w.sink.behave({ kind: "accept-when", released: new Promise((resolve) => (release = resolve)) });
    const holder = deliver(w.deps, planned.ref);
    await w.sink.reached(w.sink.accepted.length + 1);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "claimed", retryInMs: expect.any(Number) });
    expect(await expireClaims(w.db.store)).toBe(0);
    await w.sql("UPDATE message SET lease_until = now() - interval '1 second' WHERE id = $1", [planned.ref.messageId]);
    expect(await expireClaims(w.db.store)).toBe(1);
    expect(await w.message(planned)).toMatchObject({ state: "unknown", reason: "lease-spent" });
    release();
    expect(await holder).toMatchObject({ state: "accepted" });
    expect(await w.message(planned)).toMatchObject({ state: "accepted", reason: null });
    expect(to(planned).length).toBe(1);
    expect(await w.mail(planned)).toMatchObject([{ payload: { result: { outcome: "done", state: "unknown" } } }]);
  });

  test("deliver itself finds a spent lease", async () => {
    const planned = await w.plan(await w.person());
    await w.sql(
      "UPDATE message SET state = 'claimed', claim_id = $2, claimed_at = now(), lease_until = now() - interval '1 second' WHERE id = $1",
      [planned.ref.messageId, newId()],
    );
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown", reason: "lease-spent", outcome: { outcome: "done" } });
    expect(to(planned)).toEqual([]);
  });
});

describe("I4: withdrawal wins", () => {
  test("a withdrawal committed before the claim is never sent to, even while it was being rendered", async () => {
    const planned = await w.plan(await w.person());
    // The withdrawal holds the person's lock while deliver has already read and rendered.
    let commit: () => void = () => {};
    const gate = new Promise<void>((resolve) => (commit = resolve));
    const { recordConsent } = await import("@journeyman/consent/store");
    const withdrawal = w.db.store.lockPerson(w.environmentId, planned.person.profileId, async (tx) => {
      const { profileId, endpoint } = planned.person;
      await recordConsent(tx, [
        { profileId, contactPointId: endpoint, subject: "offers", state: "denied", basis: "consent", method: "one-click", at: tx.now() },
      ]);
      await gate;
    });
    const delivery = deliver(w.deps, planned.ref);
    await sleep(150);
    commit();
    await withdrawal;
    expect(await delivery).toMatchObject({
      state: "suppressed",
      reason: "topic-denied",
      outcome: { outcome: "skipped", reason: "topic-denied" },
    });
    expect(to(planned)).toEqual([]);
    expect(await w.mail(planned)).toMatchObject([
      { payload: { result: { outcome: "skipped", state: "suppressed", reason: "topic-denied" } } },
    ]);
  });

  test("in hundreds of races: no message is accepted that was claimed after the withdrawal", async () => {
    for (let round = 0; round < 40; round++) {
      const planned = await w.plan(await w.person());
      const [result] = await Promise.all([
        sleep(Math.random() * 12).then(() => deliver(w.deps, planned.ref)),
        sleep(Math.random() * 12).then(() => w.consent(planned.person, "denied")),
      ]);
      const [late] = await w.sql(
        "SELECT m.claimed_at > c.at AS late FROM message m JOIN consent_state c ON c.contact_point_id = m.endpoint WHERE m.id = $1 AND m.state = 'accepted'",
        [planned.ref.messageId],
      );
      if (result.state === "accepted") expect(late?.late).toBe(false);
      else expect(result.reason).toBe("topic-denied");
      expect(to(planned).length).toBe(result.state === "accepted" ? 1 : 0);
    }
  });

  test("a claim that got too old is given back and decided anew, unsent", async () => {
    const planned = await w.plan(await w.person());
    // A holder that is frozen between its claim and the call.
    const result = await deliver(w.withTiming({ claimAgeMs: -1 }), planned.ref);
    expect(result).toMatchObject({ state: "planned", retryInMs: expect.any(Number) });
    expect(await w.message(planned)).toMatchObject({
      state: "planned",
      reason: "claim-too-old",
      attempts: 0,
      claim_id: null,
      lease_until: null,
    });
    expect(to(planned)).toEqual([]);
    expect(await w.mail(planned)).toEqual([]);
    await w.consent(planned.person, "denied");
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "suppressed", reason: "topic-denied" });
  });
});

describe("a run that is not there to be sent for", () => {
  test("exit mail in the box cancels, before and instead of the claim", async () => {
    const planned = await w.plan(await w.person());
    await w.sql("INSERT INTO mail (environment_id, run_id, id, kind, at) VALUES ($1, $2, $3, 'exit', now())", [
      w.environmentId,
      planned.ref.runId,
      newId(),
    ]);
    const result = await deliver(w.deps, planned.ref);
    expect(result.state).toBe("cancelled");
    expect(result.outcome).toBeUndefined();
    expect(to(planned)).toEqual([]);
    expect((await w.mail(planned)).map((mail) => mail.kind)).toEqual(["exit"]);
  });

  test("a paused run's message stays as it is until the run goes on", async () => {
    const planned = await w.plan(await w.person());
    await w.sql("UPDATE run SET status = 'paused' WHERE id = $1", [planned.ref.runId]);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "planned", blocked: "paused" });
    await w.sql("UPDATE run SET status = 'active' WHERE id = $1", [planned.ref.runId]);
    await w.sql("INSERT INTO mail (environment_id, run_id, id, kind, at) VALUES ($1, $2, $3, 'pause', now())", [
      w.environmentId,
      planned.ref.runId,
      newId(),
    ]);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "planned", blocked: "paused" });
    await w.sql("INSERT INTO mail (environment_id, run_id, id, kind, at) VALUES ($1, $2, $3, 'resume', now())", [
      w.environmentId,
      planned.ref.runId,
      newId(),
    ]);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
  });

  test("an exit committed while deliver waits for the lock wins", async () => {
    const planned = await w.plan(await w.person());
    let commit: () => void = () => {};
    const gate = new Promise<void>((resolve) => (commit = resolve));
    const exit = w.db.store.lockPerson(w.environmentId, planned.person.profileId, async (tx) => {
      await tx.query("test_exit_mail", "INSERT INTO mail (environment_id, run_id, id, kind, at) VALUES ($1, $2, $3, 'exit', now())", [
        w.environmentId,
        planned.ref.runId,
        newId(),
      ]);
      await gate;
    });
    const delivery = deliver(w.deps, planned.ref);
    await sleep(150);
    commit();
    await exit;
    expect(await delivery).toMatchObject({ state: "cancelled" });
    expect(to(planned)).toEqual([]);
  });

  test("ending a run cancels what it has not claimed", async () => {
    const planned = await w.plan(await w.person());
    const count = await w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => cancelOpen(tx, planned.ref.runId));
    expect(count).toBe(1);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "cancelled" });
    expect(to(planned)).toEqual([]);
  });
});

describe("providers that say no", () => {
  test("'later' puts it back with a growing pause; then it goes", async () => {
    const planned = await w.plan(await w.person());
    w.sink.behave({ kind: "refuse", code: 451 });
    const deps = w.withTiming({ retryFirstMs: 60_000 });
    const refused = await deliver(deps, planned.ref);
    expect(refused).toMatchObject({ state: "planned", reason: "provider-refused", retryInMs: expect.any(Number) });
    expect(refused.retryInMs).toBeGreaterThanOrEqual(60_000);
    expect(await w.message(planned)).toMatchObject({ attempts: 1, claim_id: null });
    expect(await w.mail(planned)).toEqual([]);
    expect(await deliver(deps, planned.ref)).toMatchObject({ state: "planned", retryInMs: expect.any(Number) });
    w.sink.behave(undefined);
    await w.sql("UPDATE message SET held_until = now() WHERE id = $1", [planned.ref.messageId]);
    expect(await deliver(deps, planned.ref)).toMatchObject({ state: "accepted" });
    expect(await w.message(planned)).toMatchObject({ attempts: 2, error: null });
    expect(to(planned).length).toBe(1);
  });

  test("so often that it is given up, with the provider's words", async () => {
    const planned = await w.plan(await w.person());
    w.sink.behave({ kind: "refuse", code: 451 });
    const deps = w.withTiming({ retryFirstMs: 0, attempts: 3 });
    const states = [];
    for (let i = 0; i < 3; i++) states.push((await deliver(deps, planned.ref)).state);
    expect(states).toEqual(["planned", "planned", "rejected"]);
    const row = await w.message(planned);
    expect(row.reason).toBe("provider-refused-too-often");
    expect(row.error).toMatch(/451/);
    expect(row.error).not.toContain(planned.person.email);
    expect(await w.mail(planned)).toMatchObject([{ payload: { result: { outcome: "failed" } } }]);
  });

  test("'no such mailbox' is final and suppresses the address in the whole organisation", async () => {
    const person = await w.person();
    const planned = await w.plan(person);
    w.sink.behave({ kind: "reject", code: 550 });
    expect(await deliver(w.deps, planned.ref)).toMatchObject({
      state: "rejected",
      outcome: { outcome: "failed", reason: "provider-rejected" },
    });
    w.sink.behave(undefined);
    expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "suppressed", reason: "suppressed-hard-bounce" });
    expect(await w.sql("SELECT reason FROM suppression WHERE message_id = $1", [planned.ref.messageId])).toEqual([
      { reason: "hard-bounce" },
    ]);
  });

  test("a server that is not there", async () => {
    const planned = await w.plan(await w.person());
    const [provider] = await w.sql<{ settings: { port: number } }>("SELECT settings FROM provider WHERE id = $1", [w.providerId]);
    const deps = { ...w.deps, vault: (await import("@journeyman/vault")).openVault({ key: w.key }) };
    await w.sql("UPDATE provider SET settings = $2 WHERE id = $1", [w.providerId, { ...provider?.settings, port: 1 }]);
    expect(await deliver(deps, planned.ref)).toMatchObject({ state: "planned", reason: "provider-refused" });
    await w.sql("UPDATE provider SET settings = $2 WHERE id = $1", [w.providerId, provider?.settings]);
  });
});

describe("messages that cannot be made", () => {
  test("no address: suppressed when planned, and the run knows at once", async () => {
    const planned = await w.plan(await w.person({ email: null }));
    expect(planned.row.state).toBe("suppressed");
    expect(await w.mail(planned)).toMatchObject([{ payload: { result: { outcome: "skipped", reason: "no-address" } } }]);
    expect(await deliver(w.deps, planned.ref)).toMatchObject({
      state: "suppressed",
      reason: "no-address",
      outcome: { outcome: "skipped" },
    });
  });

  test("planning twice is planning once", async () => {
    const person = await w.person();
    const run = await w.run(person);
    const first = await w.plan(person, {}, run);
    const second = await w.plan(person, {}, run);
    expect(second.ref.messageId).toBe(first.ref.messageId);
  });

  test("a template that is gone, or fails, is told where it stands", async () => {
    const missing = await w.plan(await w.person(), { template: "nowhere" });
    expect(await deliver(w.deps, missing.ref)).toMatchObject({
      state: "rejected",
      reason: "template-missing",
      outcome: { outcome: "failed" },
    });
    const [template, version] = [newId(), newId()];
    await w.sql(
      "INSERT INTO template (environment_id, id, key, name, channel, current_version_id, draft) VALUES ($1, $2, 'broken', 'Broken', 'email', $3, '{}')",
      [w.environmentId, template, version],
    );
    await w.sql("INSERT INTO template_version (environment_id, id, template_id, number, content) VALUES ($1, $2, $3, 1, $4)", [
      w.environmentId,
      version,
      template,
      { subject: "{{ person.firstName | nosuchfilter }}", html: "<p>x</p>" },
    ]);
    const broken = await w.plan(await w.person(), { template: "broken" });
    expect(await deliver(w.deps, broken.ref)).toMatchObject({ state: "rejected", reason: "template-error" });
    expect((await w.message(broken)).error).toMatch(/subject/);
  });

  test("without a provider for its channel it waits, visibly", async () => {
    const person = await w.person({ phone: "+48600100200" });
    const [template, version] = [newId(), newId()];
    await w.sql(
      "INSERT INTO template (environment_id, id, key, name, channel, current_version_id, draft) VALUES ($1, $2, 'text', 'Text', 'sms', $3, '{}')",
      [w.environmentId, template, version],
    );
    await w.sql("INSERT INTO template_version (environment_id, id, template_id, number, content) VALUES ($1, $2, $3, 1, $4)", [
      w.environmentId,
      version,
      template,
      { text: "Hi" },
    ]);
    const planned = await w.plan(person, { channel: "sms", template: "text" });
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "held", reason: "no-provider", retryInMs: 300_000 });
  });
});

test("the brake holds what was planned, and its release lets it go", async () => {
  const planned = await w.plan(await w.person());
  await w.sql("UPDATE environment SET brake_at = now(), brake_reason = 'test' WHERE id = $1", [w.environmentId]);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "held", reason: "brake", retryInMs: expect.any(Number) });
  await w.sql("UPDATE environment SET brake_at = NULL WHERE id = $1", [w.environmentId]);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "held" });
  await w.sql("UPDATE message SET held_until = now() WHERE id = $1", [planned.ref.messageId]);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
});

test("an expired message is not sent", async () => {
  const planned = await w.plan(await w.person(), { expiresAt: Date.now() - 1 });
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "expired", outcome: { outcome: "skipped", reason: "expired" } });
  expect(to(planned)).toEqual([]);
});

test("I2: every planned message is in exactly one state, and none is between", async () => {
  const [counts] = await w.sql<{ open: number; finals: number; n: number }>(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE state IN ('planned', 'held', 'claimed'))::int AS open,
       count(*) FILTER (WHERE final_at IS NOT NULL OR state = 'unknown')::int AS finals FROM message`,
  );
  expect((counts?.open ?? 0) + (counts?.finals ?? 0)).toBe(counts?.n);
});
