import { newId } from "@journeyman/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginSql, beginWithLockSql } from "./begin.ts";

const limits = { statementMs: 1000, idleMs: 1000 };
const scope = { environmentId: newId(), organisationId: newId() };

describe("beginning a transaction", () => {
  it("makes every setting local to the transaction, and empties those that are not named", () => {
    for (const sql of [beginSql(scope, limits), beginSql({}, limits), beginWithLockSql(scope, [newId()], limits)]) {
      expect(sql.match(/set_config\(/g)).toHaveLength(5);
      expect(sql.match(/set_config\('[a-z._]+', '[^']*', true\)/g)).toHaveLength(5);
    }
    expect(beginSql({}, limits)).toContain("set_config('app.environment', '', true), set_config('app.organisation', '', true)");
    expect(beginSql(scope, limits)).toContain(`set_config('app.environment', '${scope.environmentId}', true)`);
  });

  it("locks people in one order, whatever the order and number of times they are named", () => {
    const people = Array.from({ length: 5 }, () => newId());
    const sql = beginWithLockSql(scope, people, limits);
    expect(sql).toContain("ORDER BY id FOR NO KEY UPDATE");
    fc.assert(
      fc.property(fc.shuffledSubarray([...people, ...people], { minLength: 10 }), (named) => {
        expect(beginWithLockSql(scope, named, limits)).toBe(sql);
      }),
    );
  });

  it("puts nothing but ids between quotes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => beginSql({ environmentId: text }, limits)).toThrow(/UUID/);
        expect(() => beginWithLockSql(scope, [text], limits)).toThrow(/UUID/);
      }),
    );
    expect(() => beginWithLockSql({}, [newId()], limits)).toThrow(/UUID/);
    expect(() => beginWithLockSql(scope, [], limits)).toThrow(/without a person/);
  });
});
