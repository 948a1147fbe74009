import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** `$JOURNEYMAN_HOME`: data, keys and logs of this installation. Private to its owner; root's is passable, so that Postgres's user can reach its folder. */
export type Home = { path: string; file(name: string): string; readSecret(name: string): string };

export function openHome(root: string): Home {
  const path = resolve(process.env.JOURNEYMAN_HOME ?? join(root, ".journeyman"));
  mkdirSync(join(path, "logs"), { recursive: true });
  chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  chmodSync(join(path, "logs"), 0o700);
  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    /** Made on first use and kept. */
    readSecret(name) {
      const at = file(`${name}.secret`);
      if (!existsSync(at)) writePrivate(at, randomBytes(32).toString("base64url"));
      return readFileSync(at, "utf8").trim();
    },
  };
}

/** Mode 0600 from the first byte on. */
export function writePrivate(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
}
