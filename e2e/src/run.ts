import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { startProduct } from "./product.ts";

/** The browser tests: starts the product, runs Playwright against it, ends the product and checks that nothing is left. */
const browsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const browser = process.env.CHROMIUM_PATH ?? browsers.find((path) => existsSync(path));
if (!browser) {
  console.error("The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.");
  process.exit(1);
}

const product = await startProduct();
let status = 1;
try {
  const result = spawnSync("npx", ["playwright", "test", "--config", "e2e/playwright.config.ts", ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, JOURNEYMAN_DEV: JSON.stringify(product.dev), CHROMIUM_PATH: browser },
  });
  status = result.status ?? 1;
} finally {
  if (status !== 0) product.keepLogs("e2e/test-results/logs");
  await product.end();
}
process.exit(status);
