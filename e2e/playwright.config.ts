import { defineConfig } from "@playwright/test";
import type { Dev } from "./src/product.ts";

const dev = JSON.parse(process.env.JOURNEYMAN_DEV ?? "{}") as Partial<Dev>;

export default defineConfig({
  testDir: "src",
  testMatch: "**/*.spec.ts",
  // One product, one person's story at a time.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    ...(dev.web ? { baseURL: dev.web } : {}),
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
