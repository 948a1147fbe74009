import { checkElapsed, checkExpression, checkFilter, checkProperty, type ExpressionProblem, type Filter } from "@journeyman/expressions";
import type { CheckInput } from "./input.ts";
import { audienceMessages } from "./messages.ts";
import { type JourneyProblem, journeyProblem } from "./problem.ts";

/** The journey's own parts: ways in, audience, re-entry, key, goal, exits, limits. */
export function checkWays(input: CheckInput): JourneyProblem[] {
  return [
    ...checkIdentity(input),
    ...checkEntries(input),
    ...checkAudience(input),
    ...checkReentry(input),
    ...checkGoal(input),
    ...checkExits(input),
    ...checkLimits(input),
  ];
}

function checkIdentity({ definition }: CheckInput): JourneyProblem[] {
  const problems: JourneyProblem[] = [];
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(definition.journey)) {
    problems.push(
      journeyProblem("journey", "bad-key", "The journey's key is made of small letters, digits and dashes, such as abandoned-cart."),
    );
  }
  if (definition.name.trim() === "") problems.push(journeyProblem("name", "no-name", "Give the journey a name."));
  return problems;
}

function checkEntries({ definition, context }: CheckInput): JourneyProblem[] {
  if (definition.entry.length === 0) return [journeyProblem("entry", "no-entry", "Nobody can enter: say which event starts the journey.")];
  return definition.entry.flatMap((entry, i) => [
    ...checkEvent(entry.event, `entry.${i}.event`, context.events),
    ...ofFilter(entry.where, `entry.${i}.where`, context),
    ...(entry.maxAge === "none" ? [] : of(checkElapsed(entry.maxAge, `entry.${i}.maxAge`))),
  ]);
}

function checkAudience(input: CheckInput): JourneyProblem[] {
  const { audience } = input.definition;
  if (!audience) return [];
  const problems = of(checkExpression(audience, input.context), "audience");
  if (audienceMessages(input).length > 0)
    problems.push(
      journeyProblem(
        "audience",
        "audience-message",
        "The audience is judged at the entry, before anything is sent: it cannot ask about messages.",
      ),
    );
  return problems;
}

function checkReentry({ definition, context }: CheckInput): JourneyProblem[] {
  const problems = typeof definition.reentry === "object" ? of(checkElapsed(definition.reentry.after, "reentry.after")) : [];
  if (definition.key !== "profile" && !/^properties\../.test(definition.key)) {
    problems.push(
      journeyProblem(
        "key",
        "bad-key-path",
        "One run a key needs a property of the entry's event, such as properties.order_id; or write profile for one run a person.",
      ),
    );
  }
  return [...problems, ...of(checkProperty(definition.key, context.properties, "key"))];
}

function checkGoal({ definition, context }: CheckInput): JourneyProblem[] {
  const { goal } = definition;
  if (!goal) return [];
  const window =
    goal.within === undefined
      ? [
          journeyProblem("goal.within", "no-window", "Say within which time after the entry the goal counts.", {
            mend: { label: "Within 3 days", edits: [{ path: ["goal", "within"], value: "P3D" }] },
          }),
        ]
      : of(checkElapsed(goal.within, "goal.within"));
  const paths = (["value", "currency"] as const).flatMap((key) => {
    const path = goal[key];
    if (path === undefined) return [];
    return /^properties\../.test(path)
      ? of(checkProperty(path, context.properties, `goal.${key}`))
      : [
          journeyProblem(
            `goal.${key}`,
            "bad-path",
            `Name a property of the event, such as properties.${key === "value" ? "total" : "currency"}.`,
          ),
        ];
  });
  return [...checkEvent(goal.event, "goal.event", context.events), ...ofFilter(goal.where, "goal.where", context), ...window, ...paths];
}

function checkExits({ definition, context }: CheckInput): JourneyProblem[] {
  return definition.exits.flatMap((exit, i) => [
    ...checkEvent(exit.event, `exits.${i}.event`, context.events),
    ...ofFilter(exit.where, `exits.${i}.where`, context),
    ...(exit.reason.trim() === ""
      ? [journeyProblem(`exits.${i}.reason`, "no-reason", "Say what this exit is counted as, such as “bought”.")]
      : []),
  ]);
}

function checkLimits({ definition }: CheckInput): JourneyProblem[] {
  return of(checkElapsed(definition.settings.longestLife, "settings.longestLife"));
}

function checkEvent(name: string, path: string, events: readonly { name: string }[] | undefined): JourneyProblem[] {
  if (name.trim() === "") return [journeyProblem(path, "missing-name", "Choose an event.")];
  if (!events || events.some((event) => event.name === name)) return [];
  return [journeyProblem(path, "unseen-event", `Nobody has done “${name}” yet; check its spelling.`, { severity: "warning" })];
}

function ofFilter(filter: Filter | undefined, path: string, { properties }: CheckInput["context"]): JourneyProblem[] {
  return filter ? of(checkFilter(filter, properties), path) : [];
}

function of(problems: readonly ExpressionProblem[], prefix = ""): JourneyProblem[] {
  return problems.map(({ path, code, message, severity }) =>
    journeyProblem([prefix, path].filter(Boolean).join("."), code, message, { severity }),
  );
}
