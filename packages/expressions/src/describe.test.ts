import { expect, test } from "vitest";
import { describe, describeFilter } from "./describe.ts";
import { durationWords, readDurationWords } from "./duration-words.ts";
import { parseExpression } from "./problems.ts";

const names = { topic: (key: string) => (key === "offers" ? "Offers" : key), node: (id: string) => (id === "remind" ? "Reminder" : id) };

test.each([
  [{ trait: "lastPrice", gte: 20 }, "Last price is at least 20"],
  [{ property: "properties.total", gt: 20, lt: 50 }, "Total is more than 20 and is less than 50"],
  [{ trait: "country", in: ["PL", "DE", "CZ"] }, "Country is PL, DE or CZ"],
  [{ trait: "country", ne: "" }, "Country is not “”"],
  [{ trait: "signed_up", before: "now-P7D" }, "Signed up is more than 7 days ago"],
  [{ trait: "signed_up", after: "2026-01-01" }, "Signed up is after 2026-01-01"],
  [{ trait: "email", set: true }, "Email is known"],
  [{ event: "Order Completed", count: { gte: 2 }, within: "P30D" }, "did Order Completed at least 2 times in the last 30 days"],
  [{ event: "Order Completed", count: { eq: 1 } }, "did Order Completed 1 time"],
  [{ event: "Order Completed", where: { "properties.total": { gte: 5 } } }, "did Order Completed where Total is at least 5"],
  [{ event: "Order Completed", sum: { of: "properties.total", gte: 100 } }, "the sum of Total of Order Completed is at least 100"],
  [{ consent: "offers", channel: "sms" }, "agreed to Offers by sms"],
  [{ message: "remind", state: "clicked" }, "Reminder was clicked"],
  [
    { all: [{ trait: "a", eq: 1 }, { any: [{ trait: "b", eq: true }, { not: { trait: "c", eq: "x" } }] }] },
    "A is 1 and (B is true or not: C is x)",
  ],
  [{ trait: "" }, "Something …"],
  [{ all: [] }, "always"],
])("%j reads %s", (expression, sentence) => {
  expect(describe(parseExpression(expression), names)).toBe(sentence);
});

test("a filter reads the same whatever the order of its keys", () => {
  const sentence = "Currency is PLN and Price is at least 20";
  expect(describeFilter({ "properties.price": { gte: 20 }, "properties.currency": { eq: "PLN" } })).toBe(sentence);
  expect(describeFilter({ "properties.currency": { eq: "PLN" }, "properties.price": { gte: 20 } })).toBe(sentence);
});

test.each([
  ["1h", "PT1H", "1 hour"],
  ["30 min", "PT30M", "30 minutes"],
  ["an hour", "PT1H", "1 hour"],
  ["1 hour and 30 minutes", "PT1H30M", "1 hour 30 minutes"],
  ["2 days", "P2D", "2 days"],
  ["1 week, 2 days", "P1W2D", "1 week 2 days"],
  ["1 month", "P1M", "1 month"],
  ["pt20s", "PT20S", "20 seconds"],
  ["1d 2h", "P1DT2H", "1 day 2 hours"],
])("%s is %s, in words %s", (text, duration, words) => {
  expect(readDurationWords(text)).toBe(duration);
  expect(durationWords(duration)).toBe(words);
});

test.each(["", "soon", "1", "1 constructor", "h", "-1h", "1.5h", "0 hours", "a"])("“%s” is no duration", (text) => {
  expect(readDurationWords(text)).toBeUndefined();
});
