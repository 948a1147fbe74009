import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type ComposeService = {
  build?: string;
  restart?: string;
  profiles?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  command?: string[];
  volumes?: string[];
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
};

type Compose = { services: Record<string, ComposeService> };

/** docker-compose.yml as it is when nothing is chosen: each variable has its default, a demanded one some text. */
export function readComposeFile(): Record<string, ComposeService> {
  const text = readFileSync(new URL("../../docker-compose.yml", import.meta.url), "utf8");
  const file = JSON.stringify(parse(text, { merge: true }));
  return (JSON.parse(file, (_, value) => (typeof value === "string" ? interpolate(value) : value)) as Compose).services;
}

/** After parsing, as Compose does it: a default of "false" stays text. */
function interpolate(text: string): string {
  return text.replace(/\$\{\w+:-([^}]*)\}/g, "$1").replace(/\$\{\w+:\?[^}]*\}/g, "demanded");
}
