import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { parseSync } from "oxc-parser";

export type Import = { specifier: string; typeOnly: boolean; line: number; file?: string };
export type Workspace = { name: string; folder: string; exports: Record<string, string>; dependencies: string[] };
export type Graph = {
  root: string;
  workspaces: Workspace[];
  files: Map<string, Import[]>;
  workspaceOf(file: string): Workspace | undefined;
};

/** Reads every import of the given files (paths from the root) and resolves those that stay inside the repository. */
export function importGraph(root: string, files: readonly string[], folders: readonly string[]): Graph {
  const workspaces = folders.map((folder) => readWorkspace(root, folder));
  const byName = new Map(workspaces.map((workspace) => [workspace.name, workspace]));
  const known = new Set(files);
  const graph = new Map<string, Import[]>();
  for (const file of files) {
    graph.set(
      file,
      importsOf(join(root, file)).map((found) => {
        const target = resolve(found.specifier, file, known, byName);
        return target === undefined ? found : { ...found, file: target };
      }),
    );
  }
  const sorted = [...workspaces].sort((a, b) => b.folder.length - a.folder.length);
  return { root, workspaces, files: graph, workspaceOf: (file) => sorted.find((workspace) => file.startsWith(`${workspace.folder}/`)) };
}

function readWorkspace(root: string, folder: string): Workspace {
  const json = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    name: string;
    exports?: Record<string, string>;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  return {
    name: json.name,
    folder,
    exports: json.exports ?? {},
    dependencies: Object.keys({ ...json.dependencies, ...json.devDependencies }),
  };
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, "utf8");
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const one of module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    found.push({ specifier: one.moduleRequest.value, typeOnly, line: lineAt(one.start) });
  }
  for (const one of module.staticExports) {
    const from = one.entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (from) found.push({ specifier: from.value, typeOnly: one.entries.every((entry) => entry.isType), line: lineAt(one.start) });
  }
  for (const one of module.dynamicImports) {
    const literal = /^["'`]([^"'`]+)["'`]$/.exec(text.slice(one.moduleRequest.start, one.moduleRequest.end));
    if (literal?.[1]) found.push({ specifier: literal[1], typeOnly: false, line: lineAt(one.start) });
  }
  return found;
}

function resolve(specifier: string, from: string, known: ReadonlySet<string>, byName: ReadonlyMap<string, Workspace>): string | undefined {
  if (specifier.startsWith(".")) return asFile(join(dirname(from), specifier), known);
  if (specifier.startsWith("@/")) return asFile(join("apps/web/src", specifier.slice(2)), known);
  const [scope, name, ...rest] = specifier.split("/");
  const workspace = byName.get(`${scope}/${name}`);
  const entry = workspace?.exports[rest.length ? `./${rest.join("/")}` : "."];
  return workspace && entry ? asFile(join(workspace.folder, entry), known) : undefined;
}

function asFile(path: string, known: ReadonlySet<string>): string | undefined {
  const clean = path.split(sep).join("/");
  return [clean, `${clean}.ts`, `${clean}.tsx`, `${clean}/index.ts`, `${clean}/index.tsx`].find((candidate) => known.has(candidate));
}

/** Every group of files that import each other in a ring, by value (types leave no trace at run time). */
export function cycles(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const rings: string[][] = [];
  const visit = (file: string): number => {
    const mine = index.size;
    index.set(file, mine);
    low.set(file, mine);
    stack.push(file);
    for (const one of graph.files.get(file) ?? []) {
      if (!one.file || one.typeOnly) continue;
      if (!index.has(one.file)) low.set(file, Math.min(low.get(file) ?? mine, visit(one.file)));
      else if (stack.includes(one.file)) low.set(file, Math.min(low.get(file) ?? mine, index.get(one.file) ?? mine));
    }
    if (low.get(file) === mine) {
      const ring = stack.splice(stack.indexOf(file));
      const first = ring[0];
      const imports = first === undefined ? [] : (graph.files.get(first) ?? []);
      if (ring.length > 1 || imports.some((one) => one.file === first && !one.typeOnly)) rings.push(ring);
    }
    return low.get(file) ?? mine;
  };
  for (const file of graph.files.keys()) if (!index.has(file)) visit(file);
  return rings;
}
