import { expect, test } from "vitest";
import { Faults, faultRuleSchema } from "./faults.ts";

test("a rule hits as often as it says, whom it says, and then no more", () => {
  const faults = new Faults();
  faults.add({ channel: "email", mode: "429", times: 2, match: { to: "^ana@" } });
  const take = (to: string) => faults.take("email", ["429"], to)?.mode;
  expect([take("ben@example.com"), take("Ana@example.com"), take("ana@example.com"), take("ana@example.com")]).toEqual([
    undefined,
    "429",
    "429",
    undefined,
  ]);
  expect(faults.list()).toEqual([]);
});

test("one in three is the third, the sixth …", () => {
  const faults = new Faults();
  faults.add({ channel: "sms", mode: "slow", every: 3 });
  expect(Array.from({ length: 6 }, () => faults.take("sms", ["slow"], "+48512345678") !== undefined)).toEqual([
    false,
    false,
    true,
    false,
    false,
    true,
  ]);
});

test("rules of another channel or another moment do not hit", () => {
  const faults = new Faults();
  faults.add({ channel: "sms", mode: "reject" });
  expect(faults.take("email", ["reject"], "ana@example.com")).toBeUndefined();
  expect(faults.take("sms", ["429"], "+48512345678")).toBeUndefined();
});

test("a rule ends after its time, and whoever follows hears of it", async () => {
  const faults = new Faults();
  let heard = 0;
  faults.follow(() => (heard += 1));
  faults.add({ channel: "sms", mode: "reject", forMs: 30 });
  expect(faults.stands("sms", ["reject"])).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect([faults.stands("sms", ["reject"]), heard]).toEqual([false, 2]);
});

test("a rule that does not fit is refused", () => {
  for (const rule of [
    { channel: "fax", mode: "429" },
    { channel: "sms", mode: "explode" },
    { channel: "sms", mode: "429", match: { to: "(" } },
    { channel: "sms", mode: "429", tiems: 2 },
  ]) {
    expect(faultRuleSchema.safeParse(rule).success).toBe(false);
  }
});
