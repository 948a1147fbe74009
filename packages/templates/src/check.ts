import { type Channel, channelSpecs, replyIntent, smsSize } from "@journeyman/channels";
import { engineFor, parseTemplate } from "./engine.ts";
import { problemAt, problemOf } from "./faults.ts";
import { isLink, linkKind, readHtml } from "./html-links.ts";
import {
  type EmailContent,
  emailContentSchema,
  type MessageClass,
  type SmsContent,
  smsContentSchema,
  type TemplatePart,
  type TemplateProblem,
} from "./types.ts";
import { sourcesOf, type VariableUse, variableUses } from "./variables.ts";

export type CheckTemplateOptions = {
  /** Marketing (the default) needs an unsubscribe link and a postal address. */
  class?: MessageClass;
  /** Names that exist, as `person.firstName` or `event.properties.*`; others are warned about. Absent: any name under the roots will do. */
  known?: readonly string[];
};

/** What a template may read at its first level. */
const roots = ["person", "event", "variables", "unsubscribe_url", "preferences_url", "postal_address"];

/**
 * What is wrong with a template, each with its place and what to do. Errors keep it from being published, warnings do not.
 * `content` may be anything: what does not have the channel's form is a problem too.
 */
export function checkTemplate(content: unknown, channel: Channel, options: CheckTemplateOptions = {}): TemplateProblem[] {
  const read = (channel === "email" ? emailContentSchema : smsContentSchema).safeParse(content);
  if (!read.success) {
    return read.error.issues.map((issue) =>
      problemAt(partOf(issue.path[0]), "error", "form", `The ${String(issue.path[0] ?? "template")} cannot be used: ${issue.message}.`),
    );
  }
  const problems: TemplateProblem[] = [];
  const uses: VariableUse[] = [];
  for (const source of sourcesOf(read.data)) {
    try {
      uses.push(...variableUses(source));
      tryRendering(source.output, source.source);
    } catch (error) {
      problems.push(problemOf(source.part, error));
    }
  }
  problems.push(...variableProblems(uses, options.known));
  const messageClass = options.class ?? "marketing";
  problems.push(...("html" in read.data ? emailProblems(read.data, uses, messageClass) : smsProblems(read.data, uses, messageClass)));
  return problems;
}

/** Filters run only when rendering, so an unknown one or a loop without end shows only there. */
function tryRendering(output: "html" | "plain", source: string): void {
  engineFor(output).renderSync(parseTemplate(output, source), { person: {}, event: { properties: {} }, variables: {} });
}

function variableProblems(uses: readonly VariableUse[], known: readonly string[] | undefined): TemplateProblem[] {
  const seen = new Set<string>();
  const problems: TemplateProblem[] = [];
  for (const use of uses) {
    const key = `${use.part} ${use.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const root = use.path.split(".")[0] ?? "";
    const place = { line: use.line, column: use.column };
    if (!roots.includes(root)) {
      const hint = `person.${root}`;
      problems.push(
        problemAt(
          use.part,
          "error",
          "unknown_variable",
          `{{ ${use.path} }} is never filled in. A person's fields are written {{ ${hint} }}, an event's {{ event.properties.${root} }}.`,
          place,
        ),
      );
    } else if (known && !isKnown(use.path, known)) {
      problems.push(
        problemAt(
          use.part,
          "warning",
          "unseen_variable",
          `{{ ${use.path} }} has not been seen on anybody yet; check its spelling or give it a fallback: {{ ${use.path} | default: "…" }}.`,
          place,
        ),
      );
    } else if (!use.guarded && (root === "person" || root === "event" || root === "variables")) {
      problems.push(
        problemAt(
          use.part,
          "warning",
          "no_fallback",
          `Who has no ${use.path} sees an empty place; give it a fallback: {{ ${use.path} | default: "…" }}.`,
          place,
        ),
      );
    }
  }
  return problems;
}

function isKnown(path: string, known: readonly string[]): boolean {
  if (!path.includes(".")) return true;
  return known.some((name) => (name.endsWith(".*") ? path.startsWith(name.slice(0, -1)) : path === name || path.startsWith(`${name}.`)));
}

function emailProblems(content: EmailContent, uses: readonly VariableUse[], messageClass: MessageClass): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const reads = (part: TemplatePart, name: string) => uses.some((use) => use.part === part && use.path === name);
  if (content.subject.trim() === "")
    problems.push(problemAt("subject", "error", "no_subject", "The subject is empty. Write what the mail is about."));
  if (/[\r\n]/.test(content.subject.trim()))
    problems.push(problemAt("subject", "warning", "subject_lines", "The subject has several lines; they are joined into one."));
  if (content.html.trim() === "") problems.push(problemAt("html", "error", "no_body", "The mail has no content yet."));
  if (messageClass === "marketing") {
    if (!reads("html", "unsubscribe_url")) {
      problems.push(
        problemAt(
          "html",
          "error",
          "no_unsubscribe",
          'Marketing needs a way out. Add a link: <a href="{{ unsubscribe_url }}">Unsubscribe</a>.',
        ),
      );
    }
    if (!reads("html", "postal_address"))
      problems.push(
        problemAt(
          "html",
          "error",
          "no_postal_address",
          "Marketing needs the sender's postal address. Add {{ postal_address }} to the footer.",
        ),
      );
    if (content.text?.trim() && !reads("text", "unsubscribe_url")) {
      problems.push(
        problemAt("text", "warning", "no_unsubscribe", "The plain text has no {{ unsubscribe_url }}; a line with it is added at its end."),
      );
    }
  }
  if (new TextEncoder().encode(content.html).length > channelSpecs.email.adviseSize) {
    problems.push(
      problemAt("html", "warning", "clipped", "The HTML is over 102 KB; Gmail shows only its beginning. Remove what is not needed."),
    );
  }
  return [...problems, ...htmlProblems(content.html)];
}

function htmlProblems(html: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const { attributes } = readHtml(html);
  const at = (offset: number) => {
    const before = html.slice(0, offset).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  for (const attribute of attributes) {
    if (attribute.name.startsWith("on"))
      problems.push(
        problemAt("html", "warning", "script", `"${attribute.name}" does nothing in a mail and is emptied. Remove it.`, at(attribute.from)),
      );
    if (!isLink(attribute) || attribute.value.includes("{{") || attribute.value.includes("{%")) continue;
    const kind = linkKind(attribute.value);
    if (kind === "unsafe")
      problems.push(
        problemAt(
          "html",
          "error",
          "unsafe_link",
          "This link leads to something that is neither a page, an e-mail address nor a number. Write an address with https://.",
          at(attribute.from),
        ),
      );
    if (kind === "relative")
      problems.push(
        problemAt(
          "html",
          "error",
          "relative_link",
          "This link has no host, so it leads nowhere from a mail. Write the whole address, with https://.",
          at(attribute.from),
        ),
      );
  }
  const script = /<(script|form|iframe|object|embed)\b/i.exec(html);
  if (script)
    problems.push(
      problemAt("html", "warning", "not_in_mail", `Mail programs remove <${script[1]?.toLowerCase()}>; do without it.`, at(script.index)),
    );
  const images = [...html.matchAll(/<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi)].filter(([tag]) => !/\balt\s*=/i.test(tag));
  for (const image of images)
    problems.push(
      problemAt(
        "html",
        "warning",
        "no_alt",
        'This picture has no description for who cannot see it. Add alt="…", or alt="" when it only decorates.',
        at(image.index),
      ),
    );
  return problems;
}

function smsProblems(content: SmsContent, uses: readonly VariableUse[], messageClass: MessageClass): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (content.text.trim() === "") problems.push(problemAt("text", "error", "no_body", "The SMS has no text yet."));
  if (messageClass === "marketing" && replyIntent(content.text) !== "stop" && !uses.some((use) => use.path === "unsubscribe_url")) {
    problems.push(problemAt("text", "warning", "no_stop", 'Say how to stop, for example "Reply STOP to stop".'));
  }
  const size = smsSize(content.text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, ""));
  if (size.forcing.length > 0) {
    const shown = size.forcing.slice(0, 5).join(" ");
    problems.push(
      problemAt(
        "text",
        "warning",
        "ucs2",
        `${shown} makes each part 70 characters instead of 160; without such characters the SMS is cheaper.`,
      ),
    );
  }
  if (size.segments > 2)
    problems.push(problemAt("text", "warning", "long", `This is at least ${size.segments} SMS parts; each one is paid for.`));
  return problems;
}

function partOf(name: unknown): TemplatePart {
  return name === "subject" || name === "preheader" || name === "html" ? name : "text";
}
