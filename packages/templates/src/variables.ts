import { readPath } from "@journeyman/core";
import type { Template } from "liquidjs";
import { engineFor, type OutputContext, parseTemplate, remember } from "./engine.ts";
import type { Place } from "./faults.ts";
import type { TemplateContent, TemplatePart } from "./types.ts";

/** One use of a variable in a template. */
export type VariableUse = Place & {
  part: TemplatePart;
  /** `person.firstName`; without what is computed (`items[i]` is `items`). */
  path: string;
  /** Missing is dealt with: it has a `default`, or stands in a condition. */
  guarded: boolean;
};

export type TemplateSource = { part: TemplatePart; output: OutputContext; source: string };

/** The Liquid parts of a template. */
export function sourcesOf(content: TemplateContent): TemplateSource[] {
  if (!("html" in content)) return [{ part: "text", output: "plain", source: content.text }];
  const { subject, preheader, html, text } = content;
  const sources: TemplateSource[] = [{ part: "subject", output: "plain", source: subject }];
  if (preheader) sources.push({ part: "preheader", output: "plain", source: preheader });
  sources.push({ part: "html", output: "html", source: html });
  if (text) sources.push({ part: "text", output: "plain", source: text });
  return sources;
}

/** Names (`person.firstName`) a template reads, each once, sorted. Parts that do not parse are left out. */
export function variablesOf(content: TemplateContent): string[] {
  const names = sourcesOf(content).flatMap((source) => {
    try {
      return variableUses(source).map((use) => use.path);
    } catch {
      return [];
    }
  });
  return [...new Set(names)].sort();
}

const analysed: Readonly<Record<OutputContext, Map<string, VariableUse[]>>> = { html: new Map(), plain: new Map() };

/** Every use of a variable that the template does not make itself. Throws when the source does not parse. */
export function variableUses({ part, output, source }: TemplateSource): VariableUse[] {
  const uses = remember(analysed[output], source, 200, () => analyse(part, output, source));
  return uses.map((use) => (use.part === part ? use : { ...use, part }));
}

function analyse(part: TemplatePart, output: OutputContext, source: string): VariableUse[] {
  const templates: Template[] = parseTemplate(output, source);
  const { globals } = engineFor(output).analyzeSync(templates, { partials: false });
  const starts = lineStarts(source);
  return Object.values(globals).flatMap((variables) =>
    variables.map((variable) => {
      const { row, col } = variable.location;
      const at = (starts[row - 1] ?? 0) + col - 1;
      return { part, path: staticPath(variable.segments), line: row, column: col, guarded: isGuarded(source, at) };
    }),
  );
}

function staticPath(segments: readonly unknown[]): string {
  const names: string[] = [];
  for (const segment of segments) {
    if (typeof segment !== "string" && typeof segment !== "number") break;
    names.push(String(segment));
  }
  return names.join(".");
}

function isGuarded(source: string, at: number): boolean {
  const output = source.lastIndexOf("{{", at);
  const tag = source.lastIndexOf("{%", at);
  if (tag > output) return true;
  const end = source.indexOf("}}", at);
  return /\|\s*default\s*:/.test(source.slice(at, end < 0 ? undefined : end));
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Unguarded variables that have no value in this scope. */
export function missingIn(uses: readonly VariableUse[], scope: object): VariableUse[] {
  return uses.filter((use) => {
    if (use.guarded) return false;
    const value = readPath(scope, use.path);
    return value === undefined || value === null || value === "";
  });
}
