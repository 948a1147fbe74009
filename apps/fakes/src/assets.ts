import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundles = new Map<string, Promise<string>>();

/** A script for the browser with what it imports, made once a process. Nothing is fetched from other hosts. */
export function bundle(entry: URL): Promise<string> {
  const path = fileURLToPath(entry);
  let made = bundles.get(path);
  if (!made) {
    made = build({
      entryPoints: [path],
      bundle: true,
      write: false,
      minify: true,
      format: "esm",
      target: "es2022",
      platform: "browser",
      define: { "process.env.NODE_ENV": '"production"', "process.env.IS_WEBPACK_BUILD": "undefined" },
      logLevel: "silent",
    }).then((result) => result.outputFiles[0]?.text ?? "");
    made.catch(() => bundles.delete(path));
    bundles.set(path, made);
  }
  return made;
}

export function textFile(url: URL): string {
  return readFileSync(url, "utf8");
}

const fonts: Readonly<Record<string, string>> = {
  "geist.woff2": "geist-sans/Geist-Variable.woff2",
  "geist-mono.woff2": "geist-mono/GeistMono-Variable.woff2",
};
const require = createRequire(import.meta.url);
const fontFolder = join(dirname(require.resolve("geist/font/sans")), "fonts");

/** Geist, from its package. */
export function fontFile(name: string): Uint8Array<ArrayBuffer> | undefined {
  const path = fonts[name];
  return path === undefined ? undefined : new Uint8Array(readFileSync(join(fontFolder, path)));
}
