import { parseInput } from "@journeyman/authoring";
import { isJourneymanError, JourneymanError, newId } from "@journeyman/core";
import type { Context, Hono } from "hono";
import { callerOf } from "./caller.ts";
import { problemOf } from "./problem.ts";
import type { ApiDeps, Endpoint } from "./types.ts";

const mostBody = 2 * 1024 * 1024;

export type OnError = (error: unknown, requestId: string) => void;

/** Makes the endpoints answer. */
export function mount(app: Hono, deps: ApiDeps, endpoints: readonly Endpoint[], onError: OnError): void {
  for (const one of endpoints) {
    app.on(one.method.toUpperCase(), one.path.replace(/\{(\w+)\}/g, ":$1"), (context) => answer(context, deps, one, onError));
  }
}

async function answer(context: Context, deps: ApiDeps, one: Endpoint, onError: OnError): Promise<Response> {
  const requestId = newId();
  try {
    const caller = await callerOf(deps, context.req.raw);
    const input = {
      ...caller,
      deps,
      params: one.params ? parseInput(one.params, context.req.param(), "path") : {},
      query: one.query ? parseInput(one.query, context.req.query(), "query") : {},
      body: one.body ? parseInput(one.body, await bodyOf(context), "body") : undefined,
    };
    const result = await one.handle(input as never);
    // Always fresh: a list that a proxy kept would show what was.
    context.header("cache-control", "no-store");
    if (!one.response) return context.body(null, 204);
    return context.json(one.response.parse(result) as object, one.status as 200);
  } catch (error) {
    if (!isJourneymanError(error) || error.status >= 500) onError(error, requestId);
    const problem = problemOf(error, requestId);
    return context.json(problem, problem.status as 400, { "content-type": "application/problem+json" });
  }
}

async function bodyOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text.length > mostBody) throw new JourneymanError("too_large", "The body is longer than 2 MB.");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JourneymanError("invalid", `The body is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`, {
      cause: error,
    });
  }
}
