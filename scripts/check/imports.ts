import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { boundaryProblems } from "./boundaries.ts";
import { cycles, importGraph } from "./import-graph.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\n");
const files = tracked.filter((file) => /\.tsx?$/.test(file) && existsSync(join(root, file)));
const folders = tracked
  .filter((file) => /^((apps|packages)\/[^/]+|prisma|temporal|bench|e2e)\/package\.json$/.test(file) && existsSync(join(root, file)))
  .map((file) => file.replace("/package.json", ""));

const graph = importGraph(root, files, folders);
const problems = [...boundaryProblems(graph), ...cycles(graph).map((ring) => `import cycle: ${ring.join(" → ")}`)];
for (const problem of problems) console.error(problem);
console.log(
  `${files.length} files in ${folders.length} packages: ${problems.length === 0 ? "boundaries hold, no cycles" : `${problems.length} problems`}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
