import { expect, test } from "vitest";
import { CallFailure } from "./http-call.ts";
import { type SmtpFailure, type SmtpPhase, smtpOutcome } from "./smtp-outcome.ts";
import { twilioFailure, twilioOutcome } from "./twilio-outcome.ts";

test.each<[SmtpPhase, SmtpFailure, string]>([
  ["connect", { code: "ECONNREFUSED" }, "refused"],
  ["connect", { code: "EDNS" }, "refused"],
  ["connect", { code: "ETLS" }, "refused"],
  ["connect", { code: "EPROTOCOL", responseCode: 554, response: "554 No" }, "refused"],
  ["login", { code: "EAUTH", responseCode: 535, response: "535 5.7.8 No" }, "refused"],
  ["login", { code: "ECONNECTION" }, "refused"],
  ["envelope", { command: "MAIL FROM", responseCode: 550, response: "550 5.7.1 sender" }, "refused"],
  ["envelope", { command: "MAIL FROM", responseCode: 530, response: "530 5.7.0 auth first" }, "refused"],
  ["envelope", { command: "MAIL FROM", responseCode: 552, response: "552 5.3.4 too big" }, "rejected"],
  ["envelope", { command: "RCPT TO", responseCode: 450, response: "450 4.2.1 busy" }, "refused"],
  ["envelope", { command: "RCPT TO", responseCode: 550, response: "550 5.1.1 no such user" }, "rejected"],
  ["envelope", { code: "ECONNECTION" }, "refused"],
  ["envelope", { code: "ETIMEDOUT" }, "refused"],
  ["data", { code: "ECONNECTION" }, "refused"],
  ["data", { code: "ETIMEDOUT" }, "refused"],
  ["ended", { code: "ECONNECTION" }, "unknown"],
  ["ended", { code: "ETIMEDOUT" }, "unknown"],
  ["ended", { responseCode: 250, response: "250 ok" }, "unknown"],
  ["ended", { command: "DATA", responseCode: 451, response: "451 4.3.0 later" }, "refused"],
  ["ended", { command: "DATA", responseCode: 421, response: "421 4.3.2 closing" }, "refused"],
  ["ended", { command: "DATA", responseCode: 554, response: "554 5.7.1 spam" }, "rejected"],
])("SMTP, %s, %j: %s", (phase, failure, kind) => {
  expect(smtpOutcome(phase, failure).kind).toBe(kind);
});

test("only a missing mailbox is a hard bounce, and the server's words with the address stay out", () => {
  const of = (response: string) => smtpOutcome("envelope", { command: "RCPT TO", responseCode: 550, response });
  expect(of("550 5.1.1 <ana@example.com>: user unknown")).toEqual({
    kind: "rejected",
    code: "550 5.1.1",
    reason: "The mail server knows no such mailbox (550 5.1.1).",
    permanent: true,
    recipient: "unknown",
  });
  expect(of("550 no")).toMatchObject({ recipient: "unknown" });
  expect(of("550 5.7.1 blocked")).not.toHaveProperty("recipient");
  expect(smtpOutcome("ended", { command: "DATA", responseCode: 550, response: "550 5.1.1 gone" })).toMatchObject({ recipient: "unknown" });
  expect(smtpOutcome("ended", { command: "DATA", responseCode: 550, response: "550 spam" })).not.toHaveProperty("recipient");
});

const sid = `SM${"0123456789abcdef".repeat(2)}`;
test.each<[number, unknown, object]>([
  [201, { sid, status: "queued" }, { kind: "accepted", providerMessageId: sid }],
  [201, {}, { kind: "unknown" }],
  [200, "<html>", { kind: "unknown" }],
  [400, { code: 21211 }, { kind: "rejected", code: "21211", recipient: "unknown" }],
  [400, { code: 21614 }, { kind: "rejected", recipient: "unknown" }],
  [400, { code: 21610 }, { kind: "rejected", recipient: "opted-out" }],
  [400, { code: 21617 }, { kind: "rejected", code: "21617" }],
  [400, { code: 21606 }, { kind: "refused", code: "21606" }],
  [400, { code: 21408 }, { kind: "refused" }],
  [400, { code: 21611 }, { kind: "refused" }],
  [400, "not json", { kind: "rejected", code: "HTTP 400" }],
  [401, { code: 20003 }, { kind: "refused", code: "20003" }],
  [403, {}, { kind: "refused" }],
  [404, { code: 20404 }, { kind: "refused" }],
  [302, "", { kind: "refused", code: "HTTP 302" }],
  [500, { code: 20500 }, { kind: "unknown" }],
  [503, {}, { kind: "unknown" }],
])("Twilio, %i %j: %j", (status, body, expected) => {
  expect(twilioOutcome({ status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body) })).toMatchObject(expected);
});

test("Twilio's 429 says when to come back, in seconds or as a date, at most an hour", () => {
  const after = (value: string) => twilioOutcome({ status: 429, headers: { "retry-after": value }, body: '{"code":20429}' });
  expect(after("7")).toMatchObject({ kind: "refused", code: "20429", retryAfterMs: 7000 });
  expect(after("999999")).toMatchObject({ retryAfterMs: 3_600_000 });
  expect(after(new Date(Date.now() - 1000).toUTCString())).toMatchObject({ retryAfterMs: 0 });
  expect(after("soon")).not.toHaveProperty("retryAfterMs");
});

test("a call without an answer is refused only when nothing had left", () => {
  expect(twilioFailure(new CallFailure("ECONNREFUSED", false)).kind).toBe("refused");
  expect(twilioFailure(new CallFailure("ECONNRESET", true)).kind).toBe("unknown");
});
