import { describeFilter, durationWords, noReads, oneOf, readDurationWords } from "@journeyman/expressions";
import { defineNode, nameFrom, type SentenceNames } from "@journeyman/node-kit";
import { checkWaitFor } from "./check.ts";
import { type Subject, subjectsOf, type WaitForSettings, waitForSettings } from "./settings.ts";

function subjectWords(subject: Subject, names: SentenceNames): string {
  if ("event" in subject) {
    const filter = subject.where && Object.keys(subject.where).length > 0 ? ` where ${describeFilter(subject.where)}` : "";
    return `${subject.event || "an event"}${filter}`;
  }
  if ("message" in subject) return `${names.node(subject.message)} ${subject.state}`;
  return `${subject.segment} ${subject.change}`;
}

const subjectsWords = (settings: WaitForSettings, names: SentenceNames) =>
  oneOf(subjectsOf(settings).map(([, subject]) => subjectWords(subject, names))) || "nothing yet";

export const waitForDefinition = defineNode<WaitForSettings>({
  kind: "wait-for",
  version: 1,
  family: "wait",
  label: "Wait for",
  about: "Wait until something happens, up to a limit.",
  icon: "hourglass",
  settings: waitForSettings,
  survives: "wait",
  ports: (settings) => [
    ...subjectsOf(settings).map(([name, subject]) => ({ name, label: portLabel(subject) })),
    { name: "timeout", label: `After ${durationWords(settings.for)}` },
  ],
  through: "timeout",
  initial: () => ({ any: { event: { event: "" } }, for: "PT1H", since: "here" }),
  sentence: (settings, names) =>
    `Wait for ${subjectsWords(settings, names)}, up to ${durationWords(settings.for)}${settings.since === "entry" ? ", counting from the entry" : ""}`,
  title: (settings, names) => `Wait for ${subjectsWords(settings, names)}`,
  words: ["wait for", "wait until", "listen"],
  phrase,
  waits: (settings) => ({ path: "for", for: settings.for }),
  check: checkWaitFor,
  reads: (settings) => ({
    ...noReads,
    messages: subjectsOf(settings).flatMap(([, subject]) => ("message" in subject ? [subject.message] : [])),
  }),
});

/** A port's label stands beside the card, whose sentence says which message it is about: "Clicked", "Order Completed". */
function portLabel(subject: Subject): string {
  if ("message" in subject) return subject.state.charAt(0).toUpperCase() + subject.state.slice(1);
  return "event" in subject ? subject.event || "An event" : `${subject.segment} ${subject.change}`;
}

/** "wait for Order Completed 1h", "wait until Order Completed, up to 2 days"; without a time, an hour. */
function phrase(text: string) {
  const match = /^(?:wait\s+(?:for|until)|listen\s+for)\s+(.+)$/i.exec(text.trim());
  if (!match?.[1] || readDurationWords(match[1])) return undefined;
  const words = match[1].split(/\s+/);
  for (let i = 1; i < words.length; i++) {
    const duration = readDurationWords(
      words
        .slice(i)
        .join(" ")
        .replace(/^(?:for )?(?:up to|at most) /i, ""),
    );
    const event = words.slice(0, i).join(" ").replace(/,$/, "");
    if (duration) return waitFor(event, duration);
  }
  return waitFor(words.join(" "), "PT1H");
}

function waitFor(event: string, duration: string) {
  const name = nameFrom(event, "event");
  return {
    settings: { any: { [name === "timeout" ? "event" : name]: { event } }, for: duration, since: "here" as const },
    reading: `Wait for ${event}, up to ${durationWords(duration)}`,
  };
}
