import { expect, test } from "vitest";
import { readComposeFile } from "./compose-file.ts";
import { processEnvironment } from "./environment.ts";
import { processes } from "./processes.ts";

const services = readComposeFile();
const ours = Object.entries(services).filter(([, { build }]) => build);
const ports = { web: 3000, ingest: 3001, inbox: 3002, shop: 3003, worker: 3004, smtp: 3025 };
const home = { path: "/home", file: (name: string) => `/home/${name}`, readSecret: () => "secret" };
const urls = {
  web: "http://localhost:3000",
  ingest: "http://localhost:3001",
  inbox: "http://localhost:3002",
  shop: "http://localhost:3003",
};
const addresses = { databaseUrl: "", appDatabaseUrl: "", engineDatabaseUrl: "", temporalAddress: "", ports };
const started = processEnvironment(home, addresses, urls, false);
const added = Object.keys(started).filter((name) => !(name in process.env) || name === "NODE_ENV");

test("docker-compose.yml runs the processes that npm start runs, with the same entries", () => {
  for (const { name, args } of processes("/root", home, ports, { HOST: "127.0.0.1" }, false)) {
    expect(Object.keys(services)).toContain(name);
    const entry = args.find((argument) => argument.endsWith("main.ts"))?.replace("/root/", "");
    if (entry) expect(services[name]?.command).toContain(entry);
  }
});

test("docker-compose.yml sets every variable that npm start sets, for every process of ours", () => {
  expect(added.length).toBeGreaterThan(15);
  expect(ours.length).toBeGreaterThan(6);
  for (const [name, { environment = {} }] of ours) expect(Object.keys(environment).sort(), name).toEqual([...added].sort());
});

test("ports, and the addresses that browsers and the world see, are the same", () => {
  for (const [name, { environment = {} }] of ours) {
    const same = Object.keys(environment).filter((variable) => /^(WEB|INGEST|INBOX|SHOP|NEXTAUTH)_URL$|_PORT$/.test(variable));
    expect(same.length).toBe(11);
    for (const variable of same) expect(environment[variable], `${name}: ${variable}`).toBe(started[variable]);
  }
});
