import { newId } from "@journeyman/core";
import { describe, expect, it } from "vitest";
import { assertCan, can, isWithin } from "./rights.ts";
import { type Action, actions } from "./roles/actions.ts";
import { isRole, type Role, roles } from "./roles/index.ts";

const environments = [{ id: newId(), kind: "test" as const }];
const principal = (role: string) => ({ role: role as Role, environments });

describe("rights", () => {
  it("are denied unless a role names them", () => {
    for (const action of actions) {
      expect(can(principal("owner"), action)).toBe(true);
      const nobodies = ["", "toString", "__proto__", "constructor", "admin"];
      expect(nobodies.filter((nobody) => can(principal(nobody), action))).toEqual([]);
    }
    expect(can(principal("owner"), "everything" as Action)).toBe(false);
    expect(can(principal("owner"), "toString" as Action)).toBe(false);
  });

  it("let a marketer build, publish and stop, but not see contact data, approve, or manage people and keys", () => {
    const denied = actions.filter((action) => !can(principal("marketer"), action));
    expect(denied).toEqual(["template.approve", "person.reveal", "settings.manage", "member.manage", "key.manage", "audit.read"]);
  });

  it("end at the principal's environments", () => {
    expect(can(principal("owner"), "person.read", { environmentId: environments[0]?.id ?? "" })).toBe(true);
    expect(can(principal("owner"), "person.read", { environmentId: newId() })).toBe(false);
  });

  it("are asserted with an error that a person understands", () => {
    expect(() => assertCan(principal("owner"), "key.manage")).not.toThrow();
    const refused = expect.objectContaining({ code: "forbidden", message: expect.stringContaining("Ask an owner") as unknown });
    expect(() => assertCan(principal("marketer"), "key.manage")).toThrow(refused);
  });

  it("compare", () => {
    expect(isWithin("marketer", "owner")).toBe(true);
    expect(isWithin("owner", "marketer")).toBe(false);
    expect(Object.keys(roles).every(isRole)).toBe(true);
    expect(isRole("toString")).toBe(false);
  });
});
