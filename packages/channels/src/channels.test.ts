import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseEmail, parseEmail } from "./email-address.ts";
import { hintOf } from "./hints.ts";
import { normalisePhone, parsePhone } from "./phone.ts";
import { replyIntent } from "./replies.ts";
import { smsSize } from "./segments.ts";
import { channelSpecs, isChannel } from "./specs.ts";

test.each([
  ["Ana.Kowalska@Example.COM", "ana.kowalska@example.com"],
  ["  ana@example.com ", "ana@example.com"],
  ["ana@bücher.example", "ana@xn--bcher-kva.example"],
  ["ana@BÜCHER.example", "ana@xn--bcher-kva.example"],
  ["ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah"],
  ["ana@example.com.", "ana@example.com"],
  ["józef@example.com", "józef@example.com"],
  ["o'brien+cart=1@example.co.uk", "o'brien+cart=1@example.co.uk"],
])("%s is looked up as %s", (text, index) => {
  expect(normaliseEmail(text)).toBe(index);
});

test.each([
  "",
  "ana",
  "@example.com",
  "ana@",
  "ana@localhost",
  "a b@example.com",
  "ana@exa mple.com",
  ".ana@example.com",
  "ana..k@example.com",
  "ana@-example.com",
  "ana@127.0.0.1",
  "ana@[127.0.0.1]",
  "ana@example.com/x",
  "ana@user@example.com",
  "ana@example.com\r\nBcc: x@y.z",
  `${"a".repeat(65)}@example.com`,
  "<ana@example.com>",
  "ana@example.com,ben@example.com",
])("%j is no address", (text) => {
  expect(parseEmail(text)).toBeUndefined();
});

test("what was normalised stays as it is, whatever was typed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string()), (text) => {
      const once = normaliseEmail(text);
      if (once !== undefined) expect(normaliseEmail(once)).toBe(once);
    }),
  );
});

test("the local part keeps its case for sending", () => {
  expect(parseEmail("Ana@Example.com")).toEqual({ address: "Ana@example.com", index: "ana@example.com", domain: "example.com" });
});

test.each([
  ["+48 512 345 678", undefined, "+48512345678"],
  ["0048 512-345-678", undefined, "+48512345678"],
  ["512 345 678", "pl", "+48512345678"],
  ["(202) 555-0123", "US", "+12025550123"],
  ["07400 123456", "GB", "+447400123456"],
])("%s in %s is %s", (text, country, e164) => {
  expect(normalisePhone(text, country)).toBe(e164);
});

test.each(["", "512345678", "+48 12", "+1 555", "call me", "+48 512 345 678 ext 5", "1".repeat(60)])("%j is no number", (text) => {
  expect(parsePhone(text)).toBeUndefined();
});

test("a landline is known as one", () => {
  expect(parsePhone("+48 12 345 67 89")).toMatchObject({ country: "PL", mobile: false });
  expect(parsePhone("+48 512 345 678")).toMatchObject({ mobile: true });
});

test("hints show enough to recognise and not enough to write to", () => {
  expect(hintOf("email", "ana.kowalska@example.com")).toBe("a***@example.com");
  expect(hintOf("phone", "+48512345678")).toBe("+48 *** *** 678");
  expect(hintOf("email", "nothing")).toBe("***");
});

test.each([
  ["", "GSM-7", 0],
  ["a".repeat(160), "GSM-7", 1],
  ["a".repeat(161), "GSM-7", 2],
  ["a".repeat(306), "GSM-7", 2],
  ["a".repeat(307), "GSM-7", 3],
  ["€".repeat(80), "GSM-7", 1],
  ["€".repeat(81), "GSM-7", 2],
  [`${"a".repeat(152)}€${"a".repeat(152)}`, "GSM-7", 3], // the € does not fit in the first part and moves
  ["ą".repeat(70), "UCS-2", 1],
  ["ą".repeat(71), "UCS-2", 2],
  [`${"a".repeat(66)}😀${"a".repeat(66)}`, "UCS-2", 3],
])("%j … is %s in %i", (text, encoding, segments) => {
  expect(smsSize(text)).toMatchObject({ encoding, segments });
});

test("it says which characters cost", () => {
  expect(smsSize("Zażółć")).toMatchObject({ encoding: "UCS-2", forcing: ["ż", "ó", "ł", "ć"] });
  expect(smsSize("Grüße @ 5 €")).toMatchObject({ encoding: "GSM-7", forcing: [], units: 12 });
});

test.each([
  ["STOP", "stop"],
  ["stop.", "stop"],
  ["Please stop these", "stop"],
  ["Stopall", "stop"],
  ["opt out", "stop"],
  ["Opt-Out!", "stop"],
  ["OPTOUT", "stop"],
  ["Arrêt", "stop"],
  ["ARRET", "stop"],
  ["unsubscribe me", "stop"],
  ["QUIT", "stop"],
  ["I revoke my consent", "stop"],
  ["START STOP", "stop"],
  ["END", "stop"],
  ["START", "start"],
  [" unstop ", "start"],
  ["HELP", "help"],
  ["Info?", "help"],
  ["pomoc", "help"],
  ["When do you start?", undefined],
  ["I need help with my order", undefined],
  ["nonstop fun", undefined],
  ["weekend", undefined],
  ["yes", undefined],
  ["", undefined],
  ["👍", undefined],
] as const)("%j means %s", (text, intent) => {
  expect(replyIntent(text)).toBe(intent);
});

test("each channel says what it writes to", () => {
  expect([channelSpecs.email.contact, channelSpecs.sms.contact]).toEqual(["email", "phone"]);
  expect([isChannel("sms"), isChannel("toString"), isChannel(3)]).toEqual([true, false, false]);
});
