import { type JsonObject, sha256Hex } from "@journeyman/core";
import { z } from "zod";
import { problemSchema } from "./problem.ts";
import type { Endpoint } from "./types.ts";

type Schemas = Record<string, JsonObject>;

/** OpenAPI 3.1 is JSON Schema, so the document is what zod itself says of the schemas that check the requests. `others`: schemas with a name that these refer to. */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  info: { title: string; version: string; description: string },
  others: readonly z.ZodType[] = [],
): JsonObject {
  const components: Schemas = {};
  for (const schema of others) schemaOf(schema, components);
  const paths: Record<string, JsonObject> = {};
  const problem = {
    description: "What is wrong, where, and how to mend it",
    content: { "application/problem+json": { schema: schemaOf(problemSchema, components) } },
  };
  for (const one of endpoints) {
    const operation: JsonObject = {
      tags: [one.tag],
      summary: one.summary,
      operationId: operationId(one),
      ...(one.description ? { description: one.description } : {}),
      parameters: [...parametersOf(one.params, "path", components), ...parametersOf(one.query, "query", components)],
      ...(one.body ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(one.body, components) } } } } : {}),
      responses: {
        [String(one.status)]: one.response
          ? { description: one.summary, content: { "application/json": { schema: schemaOf(one.response, components) } } }
          : { description: "Done" },
        default: problem,
      },
    };
    const path = `/api/v1${one.path}`;
    paths[path] = { ...paths[path], [one.method]: operation };
  }
  return {
    openapi: "3.1.0",
    info,
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } }, schemas: components },
  };
}

/** `getJourneysById`, from method and path. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .split("/")
    .filter(Boolean)
    .map((part) => (part.startsWith("{") ? `By${capital(part.slice(1, -1))}` : part.split("-").map(capital).join("")));
  return method + words.join("");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query", components: Schemas): JsonObject[] {
  if (!schema) return [];
  const { properties, required } = schemaOf(schema, components) as { properties?: Schemas; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || (required?.includes(name) ?? false),
    schema: one,
  }));
}

/** The schema with everything that has a name moved into the components; what refers to itself without a name gets one from its content. */
function schemaOf(schema: z.ZodType, components: Schemas): JsonObject {
  const {
    $schema: _,
    $defs,
    ...json
  } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", target: "draft-2020-12" }) as JsonObject;
  const definitions = ($defs ?? {}) as Schemas;
  const names = new Map(
    Object.entries(definitions).map(([name, one]) => [
      name,
      name.startsWith("__") ? `Inline${sha256Hex(JSON.stringify(one)).slice(0, 8)}` : name,
    ]),
  );
  const place = (value: JsonObject): JsonObject =>
    JSON.parse(
      JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (_whole, name: string) => `"#/components/schemas/${names.get(name) ?? name}"`),
    ) as JsonObject;
  for (const [name, one] of Object.entries(definitions)) {
    const { id: _id, ...rest } = place(one);
    components[names.get(name) ?? name] = rest;
  }
  return named(place(json), components);
}

/** A schema with a name of its own is written once and referred to. */
function named(json: JsonObject, components: Schemas): JsonObject {
  const { id, ...rest } = json;
  if (typeof id !== "string") return json;
  components[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}
