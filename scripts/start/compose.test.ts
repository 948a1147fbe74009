import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { processEnvironment } from "./environment.ts";
import { processes } from "./processes.ts";

type Compose = { services: Record<string, { environment?: Record<string, string>; ports?: string[]; command?: string[] }> };

const compose = parse(readFileSync(new URL("../../docker-compose.yml", import.meta.url), "utf8"), { merge: true }) as Compose;
const ports = { web: 3000, ingest: 3001, inbox: 3002, shop: 3003, worker: 3004, smtp: 3025 };
const home = { path: "/home", file: (name: string) => `/home/${name}`, readSecret: () => "secret" };
const urls = {
  web: "http://localhost:3000",
  ingest: "http://localhost:3001",
  inbox: "http://localhost:3002",
  shop: "http://localhost:3003",
};
const addresses = { databaseUrl: "", appDatabaseUrl: "", engineDatabaseUrl: "", temporalAddress: "", ports };
const added = (() => {
  const before = new Set(Object.keys(process.env));
  return Object.keys(processEnvironment(home, addresses, urls, false)).filter((name) => !before.has(name) || name === "NODE_ENV");
})();

test("docker-compose.yml runs the processes that npm start runs, with the same entries", () => {
  const ours = processes("/root", home, ports, { HOST: "127.0.0.1" }, false);
  for (const { name, args } of ours) {
    const service = compose.services[name];
    expect(service, name).toBeDefined();
    const entry = args.find((argument) => argument.endsWith("main.ts"))?.replace("/root/", "");
    if (entry) expect(service?.command).toContain(entry);
  }
});

test("docker-compose.yml sets every variable that npm start sets, and the same ports", () => {
  expect(added.length).toBeGreaterThan(15);
  for (const name of ["web", "ingest", "worker", "fakes"]) {
    expect(Object.keys(compose.services[name]?.environment ?? {}).sort()).toEqual([...added].sort());
  }
  const environment = compose.services.web?.environment ?? {};
  expect([
    environment.WEB_PORT,
    environment.INGEST_PORT,
    environment.FAKES_PORT,
    environment.SHOP_PORT,
    environment.WORKER_PORT,
    environment.FAKE_SMTP_PORT,
  ]).toEqual([ports.web, ports.ingest, ports.inbox, ports.shop, ports.worker, ports.smtp].map(String));
});
