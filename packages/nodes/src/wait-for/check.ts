import { checkFilter } from "@journeyman/expressions";
import { type CheckContext, isName, type NodeProblem } from "@journeyman/node-kit";
import { checkWaitTime } from "../waiting/check.ts";
import { type Subject, subjectsOf, type WaitForSettings } from "./settings.ts";

export function checkWaitFor(settings: WaitForSettings, context: CheckContext): NodeProblem[] {
  const subjects = subjectsOf(settings);
  return [
    ...(subjects.length === 0 ? [problem("any", "nothing-to-wait-for", "Say what to wait for; to wait for time alone, use Wait.")] : []),
    ...(subjects.length > 20 ? [problem("any", "too-many", "A step can wait for 20 things at most.")] : []),
    ...subjects.flatMap(([name, subject]) => [...checkName(name), ...checkSubject(`any.${name}`, subject, context)]),
    ...checkWaitTime(settings.for, "for"),
  ];
}

function checkName(name: string): NodeProblem[] {
  if (name === "timeout")
    return [problem(`any.${name}`, "reserved-name", "“timeout” is the way out when time is up; call this one something else.")];
  if (!isName(name))
    return [
      problem(`any.${name}`, "bad-name", `“${name}” cannot name a way out; use letters, digits and dashes, beginning with a letter.`),
    ];
  return [];
}

function checkSubject(path: string, subject: Subject, { events, properties }: CheckContext): NodeProblem[] {
  if ("segment" in subject)
    return [problem(path, "not-available", "Waiting for a segment is not available yet; wait for an event instead.")];
  if ("message" in subject)
    return subject.message === "" ? [problem(`${path}.message`, "missing-name", "Choose a message of this journey.")] : [];
  if (subject.event.trim() === "") return [problem(`${path}.event`, "missing-name", "Choose an event.")];
  const unseen = events && !events.some((one) => one.name === subject.event);
  return [
    ...(unseen
      ? [
          {
            path: `${path}.event`,
            severity: "warning" as const,
            code: "unseen-event",
            message: `Nobody has done “${subject.event}” yet; check its spelling.`,
          },
        ]
      : []),
    ...checkFilter(subject.where ?? {}, properties).map((one) => ({ ...one, path: `${path}.where.${one.path}` })),
  ];
}

function problem(path: string, code: string, message: string): NodeProblem {
  return { path, severity: "error", code, message };
}
