import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { boundaryProblems } from "./boundaries.ts";
import { cycles, importGraph } from "./import-graph.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A small repository: path → text. Package names come from their folders. */
function repository(files: Record<string, string>, dependencies: Record<string, string[]> = {}) {
  const root = mkdtempSync(join(tmpdir(), "journeyman-imports-"));
  folders.push(root);
  const packages = [
    ...new Set(
      Object.keys(files).map((file) =>
        /^(apps|packages)\//.test(file) ? file.split("/").slice(0, 2).join("/") : (file.split("/")[0] ?? ""),
      ),
    ),
  ];
  for (const folder of packages) {
    const name = `@journeyman/${folder.split("/").at(-1)}`;
    const json = {
      name,
      exports: { ".": "./src/index.ts" },
      dependencies: Object.fromEntries((dependencies[folder] ?? []).map((one) => [`@journeyman/${one}`, "*"])),
    };
    write(root, `${folder}/package.json`, JSON.stringify(json));
  }
  for (const [file, text] of Object.entries(files)) write(root, file, text);
  return importGraph(root, Object.keys(files), packages);
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The pure entries that a small repository lacks are not what these tests are about. */
const problemsOf = (graph: ReturnType<typeof repository>) =>
  boundaryProblems(graph).filter((problem) => !problem.includes("is called pure but"));

test("imports downward are fine", () => {
  const graph = repository(
    {
      "packages/core/src/index.ts": "export const a = 1;",
      "packages/store/src/index.ts": 'import { a } from "@journeyman/core";\nexport const b = a;',
    },
    { "packages/store": ["core"] },
  );
  expect(problemsOf(graph)).toEqual([]);
});

test("an import upward fails, with file and line", () => {
  const graph = repository(
    {
      "packages/core/src/index.ts": 'import { b } from "@journeyman/store";\nexport const a = b;',
      "packages/store/src/index.ts": "export const b = 1;",
    },
    { "packages/core": ["store"] },
  );
  expect(problemsOf(graph)).toEqual([
    "packages/core/src/index.ts:1: @journeyman/core may not import @journeyman/store: imports go downward only",
  ]);
});

test("journey may not import nodes", () => {
  const graph = repository(
    { "packages/journey/src/index.ts": 'export { n } from "@journeyman/nodes";', "packages/nodes/src/index.ts": "export const n = 1;" },
    { "packages/journey": ["nodes"] },
  );
  expect(problemsOf(graph)[0]).toContain("may not import @journeyman/nodes");
});

test("an undeclared dependency, a private path and an unknown subpath fail", () => {
  const graph = repository({
    "packages/core/src/index.ts": "export const a = 1;",
    "packages/core/src/inside.ts": "export const c = 1;",
    "packages/store/src/index.ts":
      'import { a } from "@journeyman/core";\nimport { c } from "../../core/src/inside.ts";\nimport "@journeyman/core/inside";\nexport const b = a + c;',
  });
  const problems = problemsOf(graph).join("\n");
  expect(problems).toContain("is missing in packages/store/package.json");
  expect(problems).toContain("by a relative path");
  expect(problems).toContain("is no export of @journeyman/core");
});

test("Temporal stays under temporal/, and its workflows see types only", () => {
  const graph = repository({
    "packages/runtime/src/index.ts": 'import { Client } from "@temporalio/client";\nexport const c = Client;',
    "temporal/src/workflows/run.ts":
      'import { sleep } from "@temporalio/workflow";\nimport type { A } from "../a.ts";\nimport { z } from "zod";\nexport const x: A = [sleep, z];',
    "temporal/src/a.ts": "export type A = unknown;",
  });
  const problems = problemsOf(graph);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain("what would exist without Temporal is a package");
  expect(problems[1]).toContain("temporal/src/workflows/run.ts:3");
});

test("a pure entry that reaches Node fails, however far down", () => {
  const graph = repository({
    "packages/core/src/index.ts": 'export { h } from "./hash.ts";',
    "packages/core/src/hash.ts": 'import { createHash } from "node:crypto";\nexport const h = createHash;',
  });
  expect(problemsOf(graph)).toEqual(["packages/core/src/hash.ts:1: @journeyman/core is pure and reaches node:crypto"]);
});

test("a ring of imports is found; a ring of types is none", () => {
  const ring = repository({
    "packages/core/src/index.ts": 'import { b } from "./b.ts";\nexport const a = b;',
    "packages/core/src/b.ts": 'import { a } from "./index.ts";\nexport const b = a;',
  });
  expect(cycles(ring)).toHaveLength(1);
  const types = repository({
    "packages/core/src/index.ts": 'import { b } from "./b.ts";\nexport type A = 1;\nexport const a = b;',
    "packages/core/src/b.ts": 'import type { A } from "./index.ts";\nexport const b: A = 1;',
  });
  expect(cycles(types)).toEqual([]);
});
