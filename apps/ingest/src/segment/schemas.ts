import { z } from "zod";
import { batchEvents, nameCharacters } from "./limits.ts";

const anObject = (what: string) => z.record(z.string(), z.unknown(), `${what} must be an object, such as {"plan": "gold"}.`);
const orNothing = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** Ids come as numbers too, from shops whose keys are numbers. Empty text is nobody. */
const id = (name: string) =>
  orNothing(
    z
      .union([z.string(), z.number()], `${name} must be text.`)
      .transform((value) => String(value).trim())
      .refine((value) => value.length <= nameCharacters, `${name} is longer than ${nameCharacters} characters.`),
  ).transform((value) => (value === "" ? undefined : value));

const time = (name: string) =>
  orNothing(
    z.union([z.string(), z.number()], `${name} must be a time such as "2026-11-24T09:30:00.000Z".`).transform((value, context) => {
      const at = instantOf(value);
      if (Number.isFinite(at) && at >= 0 && at < 32_503_680_000_000) return Math.floor(at);
      context.addIssue({
        code: "custom",
        message: `${name} is not a time; write it as "2026-11-24T09:30:00.000Z", or as seconds or milliseconds since 1970.`,
      });
      return z.NEVER;
    }),
  );

/** Numbers with fewer digits are seconds: as milliseconds they would lie before March 1973. */
const leastMilliseconds = 100_000_000_000;

function instantOf(value: string | number): number {
  if (typeof value === "string" && !/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Date.parse(value);
  const at = Number(value);
  return at < leastMilliseconds ? at * 1000 : at;
}

const consent = orNothing(
  z.looseObject(
    {
      categoryPreferences: orNothing(
        z.record(
          z.string(),
          z.boolean("A preference is true or false."),
          'categoryPreferences must be an object of topic and true or false: {"offers": true}.',
        ),
      ),
    },
    "context.consent must be an object.",
  ),
);

export const contextSchema = orNothing(
  z.looseObject(
    {
      consent,
      traits: orNothing(anObject("context.traits")),
      historical: z.boolean("context.historical must be true or false.").optional(),
    },
    "context must be an object.",
  ),
);

const base = {
  messageId: id("messageId"),
  userId: id("userId"),
  anonymousId: id("anonymousId"),
  context: contextSchema,
  integrations: z.unknown().optional(),
  historical: z.boolean("historical must be true or false.").optional(),
  timestamp: time("timestamp"),
  originalTimestamp: time("originalTimestamp"),
  sentAt: time("sentAt"),
};

const properties = orNothing(anObject("properties"));
const traits = orNothing(anObject("traits"));
const label = orNothing(z.string("name and category must be text."));

export const messageSchemas = {
  track: z.object({
    ...base,
    event: z
      .string({
        error: ({ input }) =>
          `event ${input === undefined ? "is missing" : "is not text"}: write the event's name, such as "Order Completed".`,
      })
      .trim()
      .min(1, 'event is empty: write the event\'s name, such as "Order Completed".')
      .max(nameCharacters, `event is longer than ${nameCharacters} characters.`),
    properties,
  }),
  identify: z.object({ ...base, traits }),
  page: z.object({ ...base, name: label, category: label, properties }),
  screen: z.object({ ...base, name: label, category: label, properties }),
  group: z.object({ ...base, groupId: id("groupId"), traits }),
  alias: z.object({ ...base, previousId: id("previousId") }),
} as const;

export type MessageType = keyof typeof messageSchemas;
export const messageTypes = Object.keys(messageSchemas) as MessageType[];

export type Message = { [T in MessageType]: { type: T } & z.output<(typeof messageSchemas)[T]> }[MessageType];

/** What surrounds the events of a batch. */
export const batchSchema = z.object({
  batch: z
    .array(z.unknown(), "batch must be a list of events.")
    .min(1, "batch is empty: put at least one event into it.")
    .max(batchEvents, `batch has more than ${batchEvents} events. Send them in parts.`),
  context: contextSchema,
  historical: z.boolean("historical must be true or false.").optional(),
  sentAt: time("sentAt"),
});
