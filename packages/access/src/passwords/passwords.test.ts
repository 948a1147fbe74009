import { describe, expect, it } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "./hash.ts";
import { assertGoodPassword, passwordProblems } from "./rules.ts";

describe("password rules", () => {
  it.each([
    ["", /at least 15/],
    ["fourteen chars", /at least 15/],
    ["x".repeat(257), /at most 256/],
    ["aaaaaaaaaaaaaaaaaaaa", /first that a guesser tries/],
    ["passwordpassword", /first that a guesser tries/],
    ["qwertyuiopasdfghjkl", /first that a guesser tries/],
    ["123456789012345", /first that a guesser tries/],
    ["thisismypassword", /first that a guesser tries/],
    ["anna.kowalska@example.com", /own name or address/],
    ["Anna Kowalska 2026!", /own name or address/],
    ["journeymanjourneyman1", /own name or address/],
  ])("refuse %j", async (password, message) => {
    const problems = await passwordProblems(password, { email: "anna.kowalska@example.com", name: "Anna Kowalska" });
    expect(problems).toEqual([{ path: "password", message: expect.stringMatching(message) }]);
    await expect(assertGoodPassword(password, { email: "anna.kowalska@example.com", name: "Anna Kowalska" })).rejects.toMatchObject({
      code: "unprocessable",
    });
  });

  it.each([
    "margate lighthouse copper 9",
    "purple monkey dishwasher",
    "zielona herbata o świcie",
    "tt4EvGm2kQ9zXw71",
    "🦊🍄🌊🚲🎺🦉🥨🧊🪁🛶🎻🪴🧵🔭🪐🐌",
  ])("take %j, without any composition rule", async (password) => {
    expect(await passwordProblems(password)).toEqual([]);
  });

  it("are quick about a very long one", async () => {
    const since = performance.now();
    await passwordProblems("ab1!".repeat(64));
    expect(performance.now() - since).toBeLessThan(2000);
  });
});

describe("password hashes", () => {
  it("are argon2id with OWASP's parameters, salted, and tell right from wrong", async () => {
    const [one, two] = await Promise.all([hashPassword("margate lighthouse"), hashPassword("margate lighthouse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "margate lighthouse")).toBe(true);
    expect(await verifyPassword(one, "margate lighthousf")).toBe(false);
    expect(isOutdated(one)).toBe(false);
    expect(isOutdated(one.replace("t=2", "t=1"))).toBe(true);
  });

  it("take the same characters typed on another keyboard", async () => {
    expect(await verifyPassword(await hashPassword("świt nad jeziorem"), "świt nad jeziorem".normalize("NFD"))).toBe(true);
  });

  it("say no to no hash and to a broken one, after the same work", async () => {
    await verifyPassword(null, "warm up");
    const hash = await hashPassword("margate lighthouse");
    const time = async (stored: string | null) => {
      const since = performance.now();
      for (let i = 0; i < 5; i++) expect(await verifyPassword(stored, "wrong")).toBe(false);
      return performance.now() - since;
    };
    const [known, unknown] = [await time(hash), await time(null)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(await verifyPassword("not a hash", "wrong")).toBe(false);
  });
});
