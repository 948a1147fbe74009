import { describe, expect, test } from "vitest";
import type { IdentityRef } from "../types.ts";
import { identityKey } from "./keys.ts";
import type { Owner } from "./owners.ts";
import { planJoin } from "./plan-join.ts";

const user: IdentityRef = { kind: "user_id", hash: "aa", value: "u" };
const browser: IdentityRef = { kind: "anonymous_id", hash: "bb", value: "a" };
const previous: IdentityRef = { kind: "user_id", hash: "cc", value: "old", previous: true };

const owners = (...entries: [IdentityRef, string, boolean][]) =>
  new Map<string, Owner>(entries.map(([ref, profileId, known]) => [identityKey(ref), { profileId, known, erased: false }]));

describe("an event filed under p1", () => {
  test("binds ids that are free", () => {
    expect(planJoin("p1", false, [user, browser], owners([browser, "p1", false]))).toEqual({
      do: "join",
      into: "p1",
      people: ["p1"],
      claim: [user],
      repoint: [],
    });
  });
  test("makes an anonymous person part of the known one", () => {
    expect(planJoin("p1", false, [user, browser], owners([browser, "p1", false], [user, "p2", true]))).toMatchObject({
      do: "join",
      into: "p2",
      people: ["p1", "p2"],
    });
  });
  test("takes in the anonymous person that its anonymous id belongs to", () => {
    expect(planJoin("p2", true, [user, browser], owners([browser, "p1", false], [user, "p2", true]))).toMatchObject({
      into: "p2",
      people: ["p2", "p1"],
      repoint: [],
    });
  });
  test("never joins two known people by an anonymous id: the id changes hands", () => {
    expect(planJoin("p2", true, [user, browser], owners([browser, "p1", true], [user, "p2", true]))).toEqual({
      do: "join",
      into: "p2",
      people: ["p2"],
      claim: [],
      repoint: [{ ref: browser, from: "p1" }],
    });
  });
  test("is somebody else's when the person it was filed under turned out to be another user", () => {
    expect(planJoin("p1", true, [user, browser], owners([browser, "p1", true], [user, "p2", true]))).toEqual({ do: "move", to: "p2" });
    expect(planJoin("p1", true, [user, browser], owners([browser, "p1", true]))).toEqual({ do: "move-to-new", claim: user });
  });
  test("stays where it was filed when its anonymous id has changed hands since", () => {
    expect(planJoin("p1", true, [browser], owners([browser, "p2", true]))).toEqual({
      do: "join",
      into: "p1",
      people: ["p1"],
      claim: [],
      repoint: [],
    });
  });
  test("joins two that were made for one id at the same moment, the older stays", () => {
    expect(planJoin("p2", false, [browser], owners([browser, "p1", false]))).toMatchObject({ into: "p1", people: ["p2", "p1"] });
  });
  test("alias joins what it names, known or not", () => {
    expect(planJoin("p2", true, [user, previous], owners([user, "p2", true], [previous, "p1", true]))).toMatchObject({
      into: "p2",
      people: ["p2", "p1"],
    });
    expect(planJoin("p2", true, [user, previous], owners([user, "p2", true]))).toMatchObject({
      into: "p2",
      people: ["p2"],
      claim: [previous],
    });
  });
  test("does not bind what an erased person had", () => {
    const erased = new Map<string, Owner>([[identityKey(browser), { known: false, erased: true }]]);
    expect(planJoin("p1", true, [browser], erased)).toMatchObject({ people: ["p1"], claim: [] });
  });
});
