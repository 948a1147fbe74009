import { createServer } from "node:net";
import { newId } from "@journeyman/core";
import { afterEach, expect, test } from "vitest";
import type { FakesProcess } from "./fakes-process.ts";
import type { OutgoingMessage, Provider, SendResult } from "./types.ts";

/** What a provider's tests bring: the same service, reached rightly and wrongly. */
export type ContractSubject = {
  provider: Provider;
  fakes: () => FakesProcess;
  settings: (fakes: FakesProcess) => object;
  secrets: object;
  wrongSecrets: object;
  /** The settings, leading to another port or host of the same service. */
  at: (settings: object, place: { host?: string; port: number }) => object;
  recipient: string;
  /** What a 5xx of this provider means: SMTP's is a "no" for good, an HTTP API's says nothing. */
  serverError: SendResult["kind"];
};

/**
 * What every provider keeps, whatever it carries: `accepted` only when it was, `refused` and `rejected` only when it certainly was not,
 * everything between is `unknown`, and no answer names the person. The fakes' log is the witness.
 */
export function providerContract(subject: ContractSubject): void {
  const { provider, recipient } = subject;
  const { channel } = provider;
  const message = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
    messageId: newId(),
    channel,
    to: recipient,
    ...(channel === "email" ? { subject: "Your kettle", html: "<p>It is <b>waiting</b></p>" } : {}),
    text: "It is waiting",
    headers: {},
    callbackUrl: "http://127.0.0.1:9/callback",
    ...changes,
  });
  const send = (
    outgoing: OutgoingMessage,
    options: { settings?: object; secrets?: object; timeoutMs?: number; allowPrivate?: boolean; signal?: AbortSignal } = {},
  ) =>
    provider.send(options.settings ?? subject.settings(subject.fakes()), options.secrets ?? subject.secrets, outgoing, {
      timeoutMs: options.timeoutMs ?? 5000,
      allowPrivate: options.allowPrivate ?? true,
      ...(options.signal ? { signal: options.signal } : {}),
    });
  const acceptedCount = async (outgoing: OutgoingMessage) =>
    (await subject.fakes().messages({ to: outgoing.to })).filter((one) => one.text.includes(outgoing.text)).length;
  const unlike = (text: string) => message({ text: `It is waiting ${text} ${newId().slice(-8)}` });

  afterEach(() => subject.fakes().clearFaults());

  test("what is accepted arrives once, and says which message of ours it is", async () => {
    const outgoing = unlike("accepted");
    const result = await send({ ...outgoing, callbackUrl: `http://127.0.0.1:9/callback?message=${outgoing.messageId}` });
    expect(result.kind).toBe("accepted");
    const [arrived, ...more] = await subject.fakes().messages({ message: outgoing.messageId });
    expect(more).toEqual([]);
    expect(arrived).toMatchObject({ channel, to: recipient, text: expect.stringContaining(outgoing.text) });
  });

  test("thirty at once arrive once each", async () => {
    const all = Array.from({ length: 30 }, () => unlike("together"));
    const results = await Promise.all(all.map((one) => send(one)));
    expect(results.filter((one) => one.kind !== "accepted")).toEqual([]);
    expect(await Promise.all(all.map(acceptedCount))).toEqual(all.map(() => 1));
  });

  test("a recipient that does not exist is rejected for good", async () => {
    await subject.fakes().fault({ channel, mode: "reject", times: 1 });
    const outgoing = unlike("rejected");
    const result = await send(outgoing);
    expect(result).toMatchObject({ kind: "rejected", permanent: true, recipient: "unknown" });
    expect(await acceptedCount(outgoing)).toBe(0);
    expectNothingPersonal(result);
  });

  test('"too many" is refused, and the same message may go later', async () => {
    await subject.fakes().fault({ channel, mode: "429", times: 1 });
    const outgoing = unlike("later");
    const result = await send(outgoing);
    expect(result.kind).toBe("refused");
    expectNothingPersonal(result);
    expect(await acceptedCount(outgoing)).toBe(0);
    expect((await send(outgoing)).kind).toBe("accepted");
    expect(await acceptedCount(outgoing)).toBe(1);
  });

  test("a 5xx is what this provider means by it", async () => {
    await subject.fakes().fault({ channel, mode: "5xx", times: 1 });
    const result = await send(unlike("5xx"));
    expect(result.kind).toBe(subject.serverError);
    expectNothingPersonal(result);
  });

  test("accepted, then the line is dropped: unknown", async () => {
    await subject.fakes().fault({ channel, mode: "accept-and-hang-up", times: 1 });
    const outgoing = unlike("dropped");
    const result = await send(outgoing);
    expect(result.kind).toBe("unknown");
    expect(await acceptedCount(outgoing)).toBe(1);
    expectNothingPersonal(result);
  });

  test("an answer that does not come in time: unknown, at the time that was given", async () => {
    await subject.fakes().fault({ channel, mode: "slow", times: 1, delayMs: 5000 });
    const started = performance.now();
    const result = await send(unlike("slow"), { timeoutMs: 700 });
    expect(result.kind).toBe("unknown");
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a caller that gives up in the middle learns that it is unknown", async () => {
    await subject.fakes().fault({ channel, mode: "slow", times: 1, delayMs: 5000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 400);
    expect((await send(unlike("aborted"), { signal: stop.signal })).kind).toBe("unknown");
  });

  test("a caller that had given up before sends nothing", async () => {
    const outgoing = unlike("never");
    expect((await send(outgoing, { signal: AbortSignal.abort() })).kind).toBe("refused");
    expect(await acceptedCount(outgoing)).toBe(0);
  });

  test("wrong credentials are refused with where to mend them, and nothing is sent", async () => {
    const outgoing = unlike("credentials");
    const result = await send(outgoing, { secrets: subject.wrongSecrets });
    expect(result).toMatchObject({ kind: "refused", reason: expect.stringContaining("Settings, Providers") });
    expect(await acceptedCount(outgoing)).toBe(0);
  });

  test("nobody listening is refused, also for a connection that stood before", async () => {
    expect((await send(unlike("before"))).kind).toBe("accepted");
    await subject.fakes().fault({ channel, mode: "refuse-connection" });
    await until(async () => (await send(unlike("away"))).kind !== "accepted");
    const outgoing = unlike("away");
    expect(await send(outgoing)).toMatchObject({ kind: "refused", code: expect.stringMatching(/ECONN/) });
    await subject.fakes().clearFaults();
    await until(async () => (await send(outgoing)).kind === "accepted");
    expect(await acceptedCount(outgoing)).toBe(1);
  });

  test("a server that takes the connection and says nothing is never taken for one that accepted", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const settings = subject.at(subject.settings(subject.fakes()), { port });
    const started = performance.now();
    const result = await send(unlike("silent"), { settings, timeoutMs: 500 });
    expect(["refused", "unknown"]).toContain(result.kind);
    expect(performance.now() - started).toBeLessThan(2000);
    silent.close();
  });

  test("a private address is not called unless this is allowed", async () => {
    const result = await send(unlike("private"), { allowPrivate: false });
    expect(result.kind).toBe("refused");
  });

  test("a host that is not known is refused", async () => {
    const settings = subject.at(subject.settings(subject.fakes()), { host: "no-such-host.invalid", port: 25 });
    expect((await send(unlike("host"), { settings })).kind).toBe("refused");
  });

  test("settings that do not fit are refused with the field's name", async () => {
    expect(await send(unlike("settings"), { settings: { nonsense: true } })).toMatchObject({ kind: "refused", code: "settings" });
  });

  test("a probe says whether address and credentials are right, and sends nothing", async () => {
    const fakes = subject.fakes();
    const before = (await fakes.messages()).length;
    const options = { timeoutMs: 3000, allowPrivate: true };
    expect(await provider.probe(subject.settings(fakes), subject.secrets, options)).toMatchObject({ ok: true });
    expect(await provider.probe(subject.settings(fakes), subject.wrongSecrets, options)).toMatchObject({ ok: false });
    const nowhere = subject.at(subject.settings(fakes), { port: 1 });
    expect(await provider.probe(nowhere, subject.secrets, options)).toMatchObject({ ok: false });
    expect((await fakes.messages()).length).toBe(before);
  });

  test("a webhook that nobody signed is not believed", () => {
    expect(provider.verifyWebhook("MessageSid=SM1", {}, "https://in.example/x", subject.secrets)).toBe(false);
    expect(provider.verifyWebhook("MessageSid=SM1", { "x-twilio-signature": "AAAA" }, "https://in.example/x", subject.secrets)).toBe(false);
  });

  function expectNothingPersonal(result: SendResult): void {
    const words = JSON.stringify(result);
    for (const part of recipient.split("@")) expect(words).not.toContain(part);
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 50; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It did not come to this in time.");
}
