import { definitionSchema, nodeSchema } from "@journeyman/journey";
import type { CanvasRegistry } from "@journeyman/node-kit";
import { z } from "zod";

/** The name under which the document describes what a journey can say. */
const component = "JourneyDefinition";

const example = {
  journey: "welcome",
  name: "Welcome",
  entry: [{ event: "Signed Up", where: { "properties.plan": { eq: "pro" } } }],
  goal: { event: "Order Completed", within: "P14D", value: "properties.total" },
  start: "hello",
  nodes: {
    hello: { kind: "email", template: "welcome", topic: "offers", next: { done: "looked" } },
    looked: {
      kind: "wait-for",
      any: { clicked: { message: "hello", state: "clicked" }, order: { event: "Order Completed" } },
      for: "P3D",
      next: { clicked: "end", order: "end", timeout: "worth" },
    },
    worth: { kind: "branch", cases: [{ to: "poland", if: { trait: "country", eq: "PL" } }], next: { poland: "text", else: "end" } },
    text: { kind: "sms", template: "hello-again", topic: "offers", next: { done: "end" } },
    end: { kind: "exit", reason: "welcomed" },
  },
};

const description = `What a journey says: who enters (\`entry\`, \`audience\`, \`reentry\`, \`key\`), its steps (\`nodes\`, from \`start\` on), what ends it early (\`exits\`) and what it is for
(\`goal\`). A step leads on by \`next\`: the name of a way out to the id of another step, or null where the path ends. Lengths of time are ISO 8601, such as PT2H, P3D or P1M.`;

/** All that the document says of a journey, from the schemas that read it: the kinds of step of this installation, each with its settings. */
export function journeyDefinition(registry: CanvasRegistry): z.ZodType {
  const [first, ...others] = Object.values(registry).map(stepSchema);
  const step = first === undefined ? nodeSchema : z.union([first, ...others]);
  return definitionSchema
    .extend({ nodes: z.record(z.string(), step).default({}) })
    .meta({ id: component, description, examples: [example] });
}

function stepSchema(definition: CanvasRegistry[string]): z.ZodObject {
  const { kind, about, settings } = definition;
  const ways = definition.ports(definition.initial()).map(({ name }) => name);
  const common = { ...nodeSchema.shape, kind: z.literal(kind) };
  // A step of a package may read its settings by a schema that is no plain object; then nothing is said of them.
  const step = settings instanceof z.ZodObject ? z.strictObject({ ...common, ...settings.shape }) : z.looseObject(common);
  return step.meta({
    id: `${kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Step`,
    description: `${about}${ways.length === 0 ? " The path ends here." : ` Ways out of a new one: ${ways.join(", ")}.`}`,
  });
}

/** What a field says in which a definition is sent or answered. A draft may be unfinished or wrong, so any object is taken; `check` tells the rest. */
export const definitionMeta = {
  description: `A journey as ${component} describes it. One that is unfinished or wrong is kept all the same, and its problems are answered.`,
  anyOf: [{ $ref: `#/components/schemas/${component}` }, { type: "object" }],
};
