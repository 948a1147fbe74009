import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ComposeService, readComposeFile } from "./compose-file.ts";

const services = readComposeFile();
const ours = Object.entries(services).filter(([, { build }]) => build);
const at = (path: string) => new URL(`../../${path}`, import.meta.url);

/** Where browsers and the world look: this machine, through a published port. All others are called from inside a container. */
const seenFromOutside = new Set(["WEB_URL", "INGEST_URL", "INBOX_URL", "SHOP_URL", "NEXTAUTH_URL"]);
/** What images that are not ours serve. */
const imagePorts: Record<string, number> = { postgres: 5432, temporal: 7233 };
const portVariables: Record<string, string[]> = {
  web: ["WEB_PORT"],
  ingest: ["INGEST_PORT"],
  worker: ["WORKER_PORT"],
  fakes: ["FAKES_PORT", "SHOP_PORT", "FAKE_SMTP_PORT"],
};

const published = ({ ports = [] }: ComposeService, side: 0 | 1) => ports.map((port) => Number(port.split(":")[side]));

function listensOn(name: string, environment: Record<string, string>): number[] {
  const image = imagePorts[name];
  return image === undefined ? (portVariables[name] ?? []).map((variable) => Number(environment[variable])) : [image];
}

/** Every address in an environment: URLs, `host:port`, and a host in one variable with its port in another. */
function addresses(environment: Record<string, string>): { variable: string; host: string; port: number }[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const url = /:\/\//.test(value) ? new URL(value) : undefined;
    if (url) return [{ variable, host: url.hostname, port: Number(url.port) }];
    const [, host, port] = /^([\w.-]+):(\d+)$/.exec(value) ?? [];
    if (host) return [{ variable, host, port: Number(port) }];
    if (variable.endsWith("_HOST")) return [{ variable, host: value, port: Number(environment[variable.replace(/_HOST$/, "_PORT")]) }];
    return [];
  });
}

test("a container calls another by a service's name, at a port where it listens", () => {
  for (const [name, { environment = {} }] of ours) {
    const inside = addresses(environment).filter(({ variable }) => !seenFromOutside.has(variable));
    expect(inside.map(({ variable }) => variable).sort()).toEqual([
      "DATABASE_URL",
      "FAKES_INGEST_URL",
      "FAKE_SMTP_HOST",
      "FAKE_TWILIO_URL",
      "TEMPORAL_ADDRESS",
    ]);
    for (const { variable, host, port } of inside) expect(listensOn(host, environment), `${name}: ${variable}`).toContain(port);
  }
  const { DB_PORT, POSTGRES_SEEDS = "" } = services.temporal?.environment ?? {};
  expect(listensOn(POSTGRES_SEEDS, {})).toContain(Number(DB_PORT));
});

test("what listens does so for other containers, and what browsers call is published", () => {
  expect(services.web?.command).toContain(services.web?.environment?.WEB_PORT);
  for (const [name, service] of ours) {
    const { environment = {} } = service;
    expect(environment.HOST).toBe("0.0.0.0");
    expect(new Set(published(service, 1)), name).toEqual(new Set(listensOn(name, environment)));
    const outside = addresses(environment).filter(({ variable }) => seenFromOutside.has(variable));
    expect(outside).toHaveLength(seenFromOutside.size);
    const reachable = ours.flatMap(([, other]) => published(other, 0));
    for (const { variable, host, port } of outside) {
      expect(host, `${name}: ${variable}`).toBe("localhost");
      expect(reachable, `${name}: ${variable}`).toContain(port);
    }
  }
});

test("a service waits only for services that start with it, and for a state that they can reach", () => {
  for (const [name, { depends_on = {}, profiles = [] }] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const awaited = services[other];
      expect(awaited, `${name} waits for ${other}`).toBeDefined();
      if (awaited?.profiles) expect(profiles, `${name} waits for ${other}`).toEqual(awaited.profiles);
      expect(awaited?.restart === "no", `${name} waits for ${other} to end`).toBe(condition === "service_completed_successfully");
      if (condition === "service_healthy") expect(awaited?.healthcheck, other).toBeDefined();
    }
  }
});

test("whoever shares the home waits until the key file is made, and the fakes until the demo is", () => {
  const waitsFor = (name: string): string[] =>
    Object.keys(services[name]?.depends_on ?? {}).flatMap((other) => [other, ...waitsFor(other)]);
  for (const [name, { volumes }] of ours) {
    expect(volumes).toEqual(["home:/var/lib/journeyman"]);
    if (name !== "keys") expect(waitsFor(name), name).toContain("keys");
  }
  expect(waitsFor("fakes")).toContain("demo");
  // Where the shop in the fakes looks for its keys.
  expect(services.demo?.command?.at(-1)).toBe(`${services.fakes?.environment?.JOURNEYMAN_HOME}/dev.json`);
});

test("every command names a file or a script that exists", () => {
  for (const [name, { command = [] }] of ours) {
    const [program, ...args] = command;
    if (program === "npm") {
      const [, script = "", , workspace = ""] = args;
      const folder = { "@journeyman/web": "apps/web", "@journeyman/prisma": "prisma" }[workspace];
      const scripts = (JSON.parse(readFileSync(at(`${folder}/package.json`), "utf8")) as { scripts: object }).scripts;
      expect(Object.keys(scripts), name).toContain(script);
    } else {
      expect([program, ...args.slice(0, 2)], name).toEqual(["node", "--import", "tsx"]);
      expect(existsSync(at(args[2] ?? "")), `${name}: ${args[2]}`).toBe(true);
    }
  }
});
