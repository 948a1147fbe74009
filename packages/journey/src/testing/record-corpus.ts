import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import { record } from "./corpus.ts";
import { scenarios } from "./scenarios.ts";

// Records the scenarios that have no record yet. A record that exists stands: runs that live by it are out there. To change one on purpose, delete its file first.
const folder = fileURLToPath(new URL("../../corpus/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const scenario of scenarios) {
  const path = `${folder}${scenario.name}.json`;
  if (existsSync(path)) continue;
  writeFileSync(path, `${JSON.stringify(record(scenario, canvasRegistry, machineRegistry), null, 1)}\n`);
  console.log(`recorded ${scenario.name}`);
}
