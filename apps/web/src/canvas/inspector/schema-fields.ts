import type { FieldKind } from "@journeyman/node-kit";
import { z } from "zod";
import type { Kit } from "../model/kit.ts";
import { kindOf } from "../model/kit.ts";

/** One field of a generated form. `path` is into the settings. */
export type SchemaField = {
  path: readonly string[];
  kind: FieldKind | "switch" | "json";
  title: string;
  description?: string;
  placeholder?: string;
  channel?: string;
  choices?: Readonly<Record<string, string>>;
  advanced: boolean;
  optional: boolean;
};

type Json = { [key: string]: unknown };

const cache = new WeakMap<object, SchemaField[]>();

/** The fields of a kind's settings, read from its schema: order, words and kinds of field are the schema's own. */
export function fieldsOf(kit: Kit, kind: string): SchemaField[] {
  const schema = kindOf(kit, kind)?.settings;
  if (!schema) return [];
  const known = cache.get(schema);
  if (known) return known;
  const fields = read(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json, []);
  cache.set(schema, fields);
  return fields;
}

function read(schema: Json, path: readonly string[]): SchemaField[] {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(properties).flatMap(([key, property]) => {
    const own = [...path, key];
    if (property.field === undefined && property.type === "object" && property.properties) return read(property, own);
    return [fieldFrom(property, own, !required.has(key))];
  });
}

function fieldFrom(property: Json, path: readonly string[], optional: boolean): SchemaField {
  const text = (key: string) => (typeof property[key] === "string" ? { [key]: property[key] } : {});
  return {
    path,
    kind: (property.field as FieldKind | undefined) ?? plainKind(property),
    title: typeof property.title === "string" ? property.title : words(path.at(-1) ?? ""),
    ...text("description"),
    ...text("placeholder"),
    ...text("channel"),
    ...(property.choices && typeof property.choices === "object"
      ? { choices: property.choices as Record<string, string> }
      : Array.isArray(property.enum)
        ? { choices: Object.fromEntries(property.enum.map((one) => [String(one), words(String(one))])) }
        : {}),
    advanced: property.advanced === true,
    optional: optional && property.default === undefined,
  };
}

/** A custom kind's field without a name of its own still gets a control by its type. */
function plainKind(property: Json): SchemaField["kind"] {
  if (Array.isArray(property.enum)) return "choice";
  if (property.type === "string") return "text";
  if (property.type === "number" || property.type === "integer") return "number";
  return property.type === "boolean" ? "switch" : "json";
}

function words(key: string): string {
  const spaced = key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function valueAt(settings: Json, path: readonly string[]): unknown {
  let at: unknown = settings;
  for (const key of path) at = at !== null && typeof at === "object" ? (at as Json)[key] : undefined;
  return at;
}

/** Settings with another value at a path; undefined takes it away, and an object that became empty with it. */
export function withValue(settings: Json, path: readonly string[], value: unknown): Json {
  const [key, ...rest] = path;
  if (key === undefined) return settings;
  const below = settings[key];
  const next = rest.length === 0 ? value : withValue(below !== null && typeof below === "object" ? (below as Json) : {}, rest, value);
  const empty = next === undefined || (rest.length > 0 && Object.keys(next as Json).length === 0);
  if (!empty) return { ...settings, [key]: next };
  const { [key]: _, ...others } = settings;
  return others;
}
