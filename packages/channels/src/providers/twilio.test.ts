import { newId } from "@journeyman/core";
import { expect, test } from "vitest";
import { twilioProvider } from "./twilio.ts";
import { twilioSignature } from "./twilio-signature.ts";

const secrets = { authToken: "12345" };
// The example of Twilio's documentation on validating requests.
const url = "https://example.com/myapp.php?foo=1&bar=2";
const form = new URLSearchParams({
  Digits: "1234",
  To: "+18005551212",
  From: "+14158675310",
  Caller: "+14158675310",
  CallSid: "CA1234567890ABCDE",
});
const signature = "L/OH5YylLD5NRKLltdqwSvS0BnU=";

test("the signature is the one Twilio documents", () => {
  expect(twilioSignature("12345", url, form)).toBe(signature);
  expect(twilioProvider.verifyWebhook(form.toString(), { "x-twilio-signature": signature }, url, secrets)).toBe(true);
});

test("another body, address, token or signature is not believed", () => {
  const headers = { "x-twilio-signature": signature };
  const changed = new URLSearchParams(form);
  changed.set("Digits", "1235");
  expect(twilioProvider.verifyWebhook(changed.toString(), headers, url, secrets)).toBe(false);
  expect(twilioProvider.verifyWebhook(`${form.toString()}&Extra=1`, headers, url, secrets)).toBe(false);
  expect(twilioProvider.verifyWebhook(form.toString(), headers, `${url}&baz=3`, secrets)).toBe(false);
  expect(twilioProvider.verifyWebhook(form.toString(), headers, url, { authToken: "54321" })).toBe(false);
  expect(twilioProvider.verifyWebhook(form.toString(), {}, url, secrets)).toBe(false);
  expect(twilioProvider.verifyWebhook(form.toString(), headers, url, {})).toBe(false);
});

test("Twilio may sign the address with the standard port or without", () => {
  const signed = twilioSignature("12345", "https://example.com:443/x?a=1", form);
  expect(twilioProvider.verifyWebhook(form.toString(), { "x-twilio-signature": signed }, "https://example.com/x?a=1", secrets)).toBe(true);
});

test("a status callback is a fact of the message whose id its address carries", () => {
  const messageId = newId();
  const facts = (body: Record<string, string>) =>
    twilioProvider.parseWebhook(new URLSearchParams(body).toString(), {}, `https://in.example/w/t?message=${messageId}`);
  expect(facts({ MessageSid: "SM1", MessageStatus: "delivered" })).toEqual([
    { providerEventId: "SM1:delivered", kind: "delivered", providerMessageId: "SM1", messageId, detail: { status: "delivered" } },
  ]);
  expect(facts({ MessageSid: "SM1", MessageStatus: "undelivered", ErrorCode: "30005" })).toMatchObject([
    { kind: "bounced", detail: { code: "30005", permanent: true } },
  ]);
  expect(facts({ MessageSid: "SM1", MessageStatus: "sent" })).toMatchObject([{ kind: "accepted" }]);
  expect(facts({ MessageSid: "SM1", MessageStatus: "queued" })).toEqual([]);
  expect(facts({ MessageSid: "SM1", SmsStatus: "received" })).toEqual([]);
  expect(facts({})).toEqual([]);
});

test("an SMS from a person says what it asks for", () => {
  const read = (body: Record<string, string>) => twilioProvider.parseInbound(new URLSearchParams(body).toString(), {});
  const sms = { MessageSid: "SM2", From: "+48512345678", To: "+15005550006" };
  expect(read({ ...sms, Body: "Please STOP" })).toEqual({
    providerEventId: "SM2",
    channel: "sms",
    from: "+48512345678",
    to: "+15005550006",
    text: "Please STOP",
    intent: "stop",
  });
  expect(read({ ...sms, Body: "Thanks!" })).not.toHaveProperty("intent");
  expect(read({ ...sms, Body: "Detener", OptOutType: "STOP" })).toMatchObject({ intent: "stop" });
  expect(read({ ...sms, From: "NKETTLE", Body: "STOP" })).toBeUndefined();
  expect(read({ MessageSid: "SM2", MessageStatus: "sent", From: "+48512345678", Body: "x" })).toBeUndefined();
});
