import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const here = dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // TypeScript 7 has no JavaScript API for Next to call; `npm run typecheck` is the check.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve(here, "../..") },
  outputFileTracingRoot: resolve(here, "../.."),
  serverExternalPackages: ["pg", "@node-rs/argon2", "nodemailer"],
  transpilePackages: ["geist"],
  devIndicators: false,
};

export default config;
