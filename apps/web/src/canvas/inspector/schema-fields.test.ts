import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import type { Kit } from "../model/kit.ts";
import { fieldsOf, valueAt, withValue } from "./schema-fields.ts";

const kit: Kit = { registry: canvasRegistry, names: { template: (key) => key, topic: (key) => key, node: (id) => id } };
const kinds = (kind: string) => fieldsOf(kit, kind).map((field) => [field.path.join("."), field.kind]);

test("forms are read from the schemas, in their order, nested parts included", () => {
  expect(kinds("wait-for")).toEqual([
    ["any", "subjects"],
    ["for", "duration"],
    ["since", "choice"],
  ]);
  expect(kinds("email")[0]).toEqual(["template", "template"]);
  expect(kinds("email")).toContainEqual(["overrides.subject", "text"]);
  expect(kinds("branch")).toEqual([["cases", "cases"]]);
});

test("every built-in kind has a control for every setting", () => {
  for (const kind of Object.keys(canvasRegistry))
    for (const field of fieldsOf(kit, kind)) expect(field.kind, `${kind}.${field.path.join(".")}`).not.toBe("json");
});

test("values are set and taken away at a path, and nothing empty is left behind", () => {
  const set = withValue({ template: "a" }, ["overrides", "subject"], "Hello");
  expect(set).toEqual({ template: "a", overrides: { subject: "Hello" } });
  expect(valueAt(set, ["overrides", "subject"])).toBe("Hello");
  expect(withValue(set, ["overrides", "subject"], undefined)).toEqual({ template: "a" });
});
