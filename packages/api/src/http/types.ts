import type { Principal } from "@journeyman/access";
import type { AuthoringDeps } from "@journeyman/authoring";
import type { Id } from "@journeyman/core";
import { z } from "zod";

export type ApiDeps = AuthoringDeps & {
  /**
   * Who asks by a browser's session, for the web app: reads the cookie, checks the session's row, and for anything but GET the Origin.
   * Undefined: nobody. The bearer key is read by the API itself.
   */
  session?(request: Request): Promise<{ principal: Principal; environmentId: Id } | undefined>;
};

/** Who asks, and in which environment. */
export type Caller = { principal: Principal; environmentId: Id };

export type Input<Params, Query, Body> = Caller & { deps: ApiDeps; params: Params; query: Query; body: Body };

/** One endpoint, described once: the schemas check what comes in, cut what goes out to what is documented, and make the OpenAPI document. */
export type Endpoint = {
  method: "get" | "post" | "put" | "delete";
  /** With OpenAPI's braces: `/journeys/{id}`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response?: z.ZodType;
  status: 200 | 201 | 204;
  handle(input: Input<never, never, never>): Promise<unknown>;
};

type Empty = Record<string, never>;

/** Keeps the types of one endpoint's schemas and handler together. What a schema does not know is refused, or a slip of the pen would be dropped in silence. */
export function endpoint<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Response extends z.ZodType | undefined = undefined,
>(definition: {
  method: Endpoint["method"];
  path: string;
  tag: string;
  summary: string;
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  response?: Response;
  status?: 200 | 201;
  handle(
    input: Input<
      Params extends z.ZodObject ? z.output<Params> : Empty,
      Query extends z.ZodObject ? z.output<Query> : Empty,
      Body extends z.ZodType ? z.output<Body> : undefined
    >,
  ): Promise<Response extends z.ZodType ? z.input<Response> : void>;
}): Endpoint {
  return {
    ...definition,
    query: (definition.query ?? z.object({})).strict(),
    ...(definition.body instanceof z.ZodObject ? { body: definition.body.strict() } : {}),
    status: definition.response ? (definition.status ?? 200) : 204,
  } as unknown as Endpoint;
}
