// Writes packages/nodes/src/*.generated.ts from the folders there: a folder with a definition.ts is a kind of step.
// `--check` writes nothing and fails when a file is not what it would write.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "nodes", "src");
const note = "// Written by scripts/generate-node-registries.mjs from the folders beside it. Do not edit.\n";

const kinds = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "definition.ts")))
  .map((entry) => readKind(entry.name))
  .sort((a, b) => (a.kind < b.kind ? -1 : 1));

function readKind(kind) {
  const definition = readFileSync(join(folder, kind, "definition.ts"), "utf8");
  const name = kind.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const version = /^ {2}version: (\d+),$/m.exec(definition)?.[1];
  if (!version || !definition.includes(`kind: "${kind}"`) || !definition.includes(`export const ${name}Definition`)) {
    throw new Error(`packages/nodes/src/${kind}/definition.ts must export ${name}Definition with kind: "${kind}" and a version.`);
  }
  // step.ts is the current version; step.v1.ts, step.v2.ts … are kept for plans that pinned them.
  const older = readdirSync(join(folder, kind)).flatMap((file) => {
    const match = /^step\.v(\d+)\.ts$/.exec(file);
    return match ? [{ file, version: match[1], as: `${name}StepV${match[1]}` }] : [];
  });
  return { kind, name, version, older };
}

function canvas() {
  return [
    note,
    `import type { CanvasRegistry } from "@journeyman/node-kit";\n`,
    ...kinds.map(({ kind, name }) => `import { ${name}Definition } from "./${kind}/definition.ts";\n`),
    "\n/** Kind → definition: what the canvas, `check` and `compile` take. */\n",
    "export const canvasRegistry: CanvasRegistry = {\n",
    ...kinds.map(({ kind, name }) => `  ${key(kind)}: ${name}Definition,\n`),
    "};\n",
  ].join("");
}

function machine() {
  const steps = kinds.flatMap(({ kind, name, version, older }) => [
    { kind, version, as: `${name}Step`, file: "step.ts", export: `${name}Step` },
    ...older.map((one) => ({ kind, version: one.version, as: one.as, file: one.file, export: `${name}Step` })),
  ]);
  return [
    note,
    `import type { MachineRegistry } from "@journeyman/node-kit";\n`,
    ...steps.map((one) => `import { ${one.export}${one.as === one.export ? "" : ` as ${one.as}`} } from "./${one.kind}/${one.file}";\n`),
    "\n/** `kind@version` → step: what the machine takes. */\n",
    "export const machineRegistry: MachineRegistry = {\n",
    ...steps.map((one) => `  "${one.kind}@${one.version}": ${one.as},\n`),
    "};\n",
  ].join("");
}

function key(kind) {
  return /^[a-z]+$/.test(kind) ? kind : `"${kind}"`;
}

const checking = process.argv.includes("--check");
let drifted = false;
for (const [file, text] of [
  ["canvas.generated.ts", canvas()],
  ["machine.generated.ts", machine()],
]) {
  const path = join(folder, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (!checking) writeFileSync(path, text);
  else console.error(`packages/nodes/src/${file} is not what its folders say. Run: node scripts/generate-node-registries.mjs`);
  drifted = true;
}
if (checking && drifted) process.exit(1);
