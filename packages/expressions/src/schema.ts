import { durationProblem, isDuration } from "@journeyman/core";
import { z } from "zod";
import { type EventExpression, type Expression, expressionKinds, type Filter, messageStates, type Operators } from "./tree.ts";

/*
 * The shape only. A half-built condition (a trait not chosen yet, no operator) has a shape too, so that drafts can be kept and shown;
 * `checkExpression` says what is missing from it.
 */

const name = z.string().max(200);
const text = z.string().max(1000);
const scalar = z.union([text, z.number(), z.boolean()], { error: "must be a text, a number, true or false" });
const durationSchema = z
  .string()
  .max(40)
  .refine(isDuration, { error: (issue) => durationProblem(issue.input) });

const numberShape = {
  gt: z.number().optional(),
  gte: z.number().optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
};
const onlyTrue = z.literal(true);

const operatorShape = {
  eq: scalar.optional(),
  ne: scalar.optional(),
  in: z.array(scalar).max(1000).optional(),
  notIn: z.array(scalar).max(1000).optional(),
  ...numberShape,
  contains: scalar.optional(),
  startsWith: text.optional(),
  endsWith: text.optional(),
  matches: text.optional(),
  set: onlyTrue.optional(),
  unset: onlyTrue.optional(),
  before: z.string().max(60).optional(),
  after: z.string().max(60).optional(),
};

export const operatorsSchema: z.ZodType<Operators> = z.strictObject(operatorShape);

/** Paths of an event → operators. */
export const filterSchema: z.ZodType<Filter> = z
  .record(name, operatorsSchema)
  .refine((filter) => Object.keys(filter).length <= 50, { error: "has more than 50 conditions" });

const countShape = { ...numberShape, eq: z.number().optional(), ne: z.number().optional() };

const eventSchema: z.ZodType<EventExpression> = z.strictObject({
  event: name,
  where: filterSchema.optional(),
  within: durationSchema.optional(),
  count: z.strictObject(countShape).optional(),
  sum: z.strictObject({ of: name, ...countShape }).optional(),
  first: filterSchema.optional(),
  last: filterSchema.optional(),
});

const children = z.array(z.lazy(() => expressionSchema)).max(100);

/** The tree of language.md. Deep trees are for `parseExpression`, which measures before it walks. */
export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: children }),
      z.strictObject({ any: children }),
      z.strictObject({ not: expressionSchema }),
      z.strictObject({ trait: name, ...operatorShape }),
      z.strictObject({ property: name, ...operatorShape }),
      z.strictObject({ variable: name, ...operatorShape }),
      eventSchema,
      z.strictObject({ consent: name, channel: name }),
      z.strictObject({ message: name, state: z.enum(messageStates) }),
      z.strictObject({ segment: name }),
      z.strictObject({ sequence: z.array(z.looseObject({})).max(20) }),
    ],
    { error: `must be a condition: an object with one of ${expressionKinds.join(", ")}` },
  ),
);
