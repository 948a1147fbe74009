import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = ["packages/**/*", "apps/**/*", "prisma/**/*", "temporal/**/*", "scripts/**/*"];
const notSource = ["**/node_modules/**", "**/.next/**", "**/generated/**"];

/** `unit` needs nothing; `integration` starts one real Postgres and one real Temporal for the whole run. */
export default defineConfig({
  // The web app's own name for its folder.
  resolve: { alias: { "@/": fileURLToPath(new URL("./apps/web/src/", import.meta.url)) } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          sequence: { groupOrder: 0 },
          include: source.map((path) => `${path}.test.{ts,tsx}`),
          exclude: [...notSource, "**/*.integration.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          sequence: { groupOrder: 1 },
          include: source.map((path) => `${path}.integration.test.ts`),
          exclude: notSource,
          globalSetup: ["packages/testing/src/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
    ],
  },
});
