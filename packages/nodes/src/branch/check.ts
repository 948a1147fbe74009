import { checkExpression, type Expression } from "@journeyman/expressions";
import { type CheckContext, isName, type NodeProblem } from "@journeyman/node-kit";
import type { BranchSettings } from "./settings.ts";

export function checkBranch({ cases }: BranchSettings, context: CheckContext): NodeProblem[] {
  if (cases.length === 0)
    return [{ path: "cases", severity: "error", code: "no-cases", message: "Add a way with a condition, or remove the branch." }];
  const seen = new Set<string>();
  return cases.flatMap((one, i) => {
    const path = `cases.${i}`;
    const twice = seen.has(one.to);
    seen.add(one.to);
    return [...checkName(one.to, `${path}.to`, twice), ...checkCondition(one.if, `${path}.if`, context)];
  });
}

function checkName(name: string, path: string, twice: boolean): NodeProblem[] {
  const wrong = (code: string, message: string): NodeProblem[] => [{ path, severity: "error", code, message }];
  if (name === "") return wrong("missing-name", "Give this way a name.");
  if (name === "else") return wrong("reserved-name", "“else” is the way for everyone left over; call this one something else.");
  if (!isName(name)) return wrong("bad-name", `“${name}” cannot name a way out; use letters, digits and dashes, beginning with a letter.`);
  return twice ? wrong("duplicate-name", `Two ways are called “${name}”; rename one, or join their conditions.`) : [];
}

function checkCondition(expression: Expression, path: string, context: CheckContext): NodeProblem[] {
  return checkExpression(expression, context).map((one) => ({
    ...one,
    path: one.path === "" ? path : `${path}.${one.path}`,
  }));
}
