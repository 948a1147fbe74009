import { type Instant, JourneymanError, type JsonObject } from "@journeyman/core";
import { z } from "zod";
import type { Plan } from "../plan.ts";
import type { RunState } from "./types.ts";

/** The state of a run that has not moved yet: its first `entered` mail puts it on the plan's start. */
export function begin(_plan: Plan, enteredAt: Instant, variables: JsonObject = {}): RunState {
  return { schema: 1, tokens: {}, visits: {}, steps: 0, variables, enteredAt, paused: false };
}

const tokenSchema = z.strictObject({
  node: z.string(),
  visit: z.int(),
  since: z.number(),
  until: z.number().optional(),
  on: z.enum(["wait", "message"]),
});

const stateSchema: z.ZodType<RunState> = z.strictObject({
  schema: z.literal(1),
  tokens: z.record(z.string(), tokenSchema),
  visits: z.record(z.string(), z.int()),
  steps: z.int(),
  variables: z.record(z.string(), z.json()),
  enteredAt: z.number(),
  paused: z.boolean(),
  ended: z.strictObject({ reason: z.string(), at: z.number() }).optional(),
});

/** Reads a stored state of any version so far. Throws `internal` when it is none, or from a newer machine. */
export function migrateState(json: unknown): RunState {
  const parsed = stateSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const version = json !== null && typeof json === "object" && "schema" in json ? String(json.schema) : "none";
  throw new JourneymanError(
    "internal",
    `A run's stored state cannot be read (its schema is ${version}, this machine knows 1); run a newer worker.`,
    { cause: parsed.error },
  );
}
