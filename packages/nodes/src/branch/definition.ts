import { describe, type Expression, mergeReads, readsOf } from "@journeyman/expressions";
import { defineNode } from "@journeyman/node-kit";
import { checkBranch } from "./check.ts";
import { readCondition } from "./phrase.ts";
import { type BranchSettings, branchSettings } from "./settings.ts";

/** What a fresh way asks until the author says what; `check` tells them to. */
const unsaid: Expression = { trait: "" };

export const branchDefinition = defineNode<BranchSettings>({
  kind: "branch",
  version: 1,
  family: "branch",
  label: "Branch",
  about: "Send people different ways by what is known of them.",
  icon: "split",
  settings: branchSettings,
  survives: "none",
  ports: (settings) => [
    ...[...new Set(settings.cases.map((one) => one.to))].map((name) => ({ name, label: name })),
    { name: "else", label: "Else" },
  ],
  through: "else",
  initial: () => ({ cases: [{ to: "yes", if: unsaid }] }),
  sentence: (settings, names) =>
    settings.cases.length === 0
      ? "Everyone goes the same way"
      : settings.cases.map((one) => `${one.to} if ${describe(one.if, names)}`).join("; "),
  title(settings, names) {
    const [only, ...more] = settings.cases;
    return only && more.length === 0 ? `If ${describe(only.if, names)}` : "Branch";
  },
  words: ["if", "branch", "split by", "condition"],
  phrase(text) {
    const condition = readCondition(text);
    return (
      condition && {
        settings: { cases: [{ to: "yes", if: condition }] },
        reading: `If ${describe(condition, { topic: (key) => key, node: (id) => id })}`,
      }
    );
  },
  check: checkBranch,
  reads: (settings) => mergeReads(...settings.cases.map((one) => readsOf(one.if))),
});
