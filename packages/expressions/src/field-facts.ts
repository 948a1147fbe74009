import type { FieldFacts } from "./check.ts";
import { classByName, type FieldScope } from "./field-class.ts";
import { type Operators, operatorsOf } from "./tree.ts";

/**
 * The class a condition has to reckon with: that of the field, of the one it lies in, or, when nobody has sent it yet, the one its name will
 * give it when it comes. `operators`: what is asked of it; whoever asks for yes or no means a field that names nobody.
 */
export function fieldClass(scope: FieldScope, name: string, fields: FieldFacts, operators: Operators): string {
  const known = fields.find((one) => one.name === name);
  if (known) return known.class;
  const around = nearest(name, fields);
  // A trait is judged as a whole, an event leaf by leaf.
  if (around && (scope === "trait" || around.class !== "attribute")) return around.class;
  const path = name.split(".");
  const named = classByName(scope, scope === "trait" ? path.slice(0, 1) : path) ?? "attribute";
  return named === "contact" && asksYesOrNo(operators) ? "attribute" : named;
}

function nearest(name: string, fields: FieldFacts): FieldFacts[number] | undefined {
  const dot = name.lastIndexOf(".");
  if (dot < 0) return undefined;
  const outer = name.slice(0, dot);
  return fields.find((one) => one.name === outer) ?? nearest(outer, fields);
}

function asksYesOrNo(operators: Operators): boolean {
  return operatorsOf(operators).some(({ operator, operand }) => (operator === "eq" || operator === "ne") && typeof operand === "boolean");
}
