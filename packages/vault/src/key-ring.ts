import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { canonicalJson, isJourneymanError, JourneymanError } from "@journeyman/core";
import { derive, type KeyId } from "./sealing.ts";

/** The key-encryption keys, the newest of which wraps; and the root that blind indexes and signatures are derived from, which never changes. */
export type KeyRing = {
  readonly root: Buffer;
  newest(): { id: KeyId; key: Buffer };
  /** Looks into the file again before it says no: another process may have rotated. Throws `internal` when the key is not there. */
  get(id: KeyId): Buffer;
};

type KeyFile = { version: 1; root: string; keys: { id: KeyId; created: string; key: string }[] };

/** A ring of one key handed over in memory: tests, or a secret store that is not a file. */
export function ringOfKey(key: Uint8Array): KeyRing {
  if (key.length !== 32) throw new JourneymanError("invalid", "The key-encryption key must be 32 bytes.");
  const id = createHash("sha256").update("journeyman key id").update(key).digest("hex").slice(0, 16);
  const own = derive(key, "kek");
  return {
    root: derive(key, "root"),
    newest: () => ({ id, key: own }),
    get(wanted) {
      if (wanted !== id) throw unknownKey(wanted, "the key that was given");
      return own;
    },
  };
}

/** The ring in a file, which is made (mode 0600) when it is absent. Losing this file is losing every contact field: back it up apart. */
export function ringOfFile(file: string): KeyRing {
  let content = loadOrCreate(file);
  const find = (id: KeyId) => content.keys.find((entry) => entry.id === id);
  return {
    root: Buffer.from(content.root, "base64"),
    newest() {
      const last = content.keys.at(-1);
      if (last === undefined) throw unreadable(file, "it holds no key");
      return { id: last.id, key: Buffer.from(last.key, "base64") };
    },
    get(id) {
      if (find(id) === undefined) content = read(file);
      const entry = find(id);
      if (entry === undefined) throw unknownKey(id, `the key file ${file}`);
      return Buffer.from(entry.key, "base64");
    },
  };
}

/** Adds a key to the file; it wraps from now on, the older ones still open. Follow with `vault.rewrap(store)`. Returns the new key's id. */
export function rotate(file: string): KeyId {
  const content = read(file);
  const entry = newKey();
  const next = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  write(next, { ...content, keys: [...content.keys, entry] });
  renameSync(next, file);
  return entry.id;
}

/** Takes every key but the newest out of the file. Only after `vault.rewrap(store)` has said that nothing is wrapped with them. */
export function forgetOldKeys(file: string): void {
  const content = read(file);
  const next = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  write(next, { ...content, keys: content.keys.slice(-1) });
  renameSync(next, file);
}

function loadOrCreate(file: string): KeyFile {
  try {
    return read(file);
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== "ENOENT") throw error;
  }
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  write(draft, { version: 1, root: randomBytes(32).toString("base64"), keys: [newKey()] });
  try {
    // Fails when another process was faster; then its file is the one.
    linkSync(draft, file);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return read(file);
}

function newKey(): KeyFile["keys"][number] {
  return { id: randomBytes(8).toString("hex"), created: new Date().toISOString(), key: randomBytes(32).toString("base64") };
}

function write(file: string, content: KeyFile): void {
  writeFileSync(file, `${canonicalJson(content)}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
}

function read(file: string): KeyFile {
  let text: string;
  try {
    const { mode, uid } = statSync(file);
    // A secret that a container runtime mounts belongs to somebody else, and has the mode that it has.
    if (process.getuid?.() === uid && (mode & 0o077) !== 0) throw unreadable(file, `other users may read it; run: chmod 600 ${file}`);
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isJourneymanError(error)) throw error;
    throw unreadable(file, (error as Error).message, error);
  }
  let content: Partial<KeyFile>;
  try {
    content = JSON.parse(text) as Partial<KeyFile>;
  } catch {
    throw unreadable(file, "it is not JSON");
  }
  const is32 = (value: unknown) => typeof value === "string" && Buffer.from(value, "base64").length === 32;
  const sound =
    content.version === 1 &&
    is32(content.root) &&
    Array.isArray(content.keys) &&
    content.keys.length > 0 &&
    content.keys.every((entry) => /^[0-9a-f]{16}$/.test(entry.id) && is32(entry.key));
  if (!sound) throw unreadable(file, "it is not a key file of Journeyman");
  return content as KeyFile;
}

function unreadable(file: string, why: string, cause?: unknown): JourneymanError {
  return new JourneymanError("internal", `The key file ${file} cannot be used: ${why}.`, { cause });
}

function unknownKey(id: KeyId, where: string): JourneymanError {
  return new JourneymanError(
    "internal",
    `The key ${id}, with which data of this database is sealed, is not in ${where}. Restore the key file that belongs to this database.`,
  );
}
