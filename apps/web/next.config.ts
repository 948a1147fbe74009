import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import { commonHeaders } from "./src/server/security-headers.ts";

const here = dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  // Two builds at once (a test's beside one's own) need folders of their own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // TypeScript 7 has no JavaScript API for Next to call; `npm run typecheck` is the check.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve(here, "../..") },
  outputFileTracingRoot: resolve(here, "../.."),
  serverExternalPackages: ["pg", "@node-rs/argon2", "nodemailer"],
  transpilePackages: ["geist"],
  devIndicators: false,
  async headers() {
    const common = commonHeaders.map(([key, value]) => ({ key, value }));
    return [
      { source: "/:path*", headers: common },
      { source: "/api/:path*", headers: [{ key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" }] },
    ];
  },
};

export default config;
