import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { newId } from "@journeyman/core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { forgetOldKeys, openVault, rotate } from "./index.ts";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "journeyman-vault-"));
const environmentId = newId();
let keyFile: string;
let count = 0;

beforeEach(() => {
  keyFile = path.join(folder, `deep/key-${++count}.json`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the key file", () => {
  it("is made when it is absent, for the owner's eyes only, and kept", () => {
    const index = openVault({ keyFile }).blindIndex(environmentId, "email", "anna@example.com");
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(openVault({ keyFile }).blindIndex(environmentId, "email", "anna@example.com")).toEqual(index);
    expect(readdirSync(path.dirname(keyFile)).filter((name) => name.includes(`key-${count}.`))).toHaveLength(1);
  });

  it("is the same one for processes that start at the same moment, and so are their blind indexes", async () => {
    // Each process opens thirty absent files, every one at the same instant as the others.
    const script = `const { openVault } = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
      const [, folder, environment, start] = process.argv;
      if (Date.now() > Number(start)) throw new Error("started too late");
      const found = [];
      for (let i = 0; i < 30; i++) {
        while (Date.now() < Number(start) + i * 10);
        found.push(openVault({ keyFile: folder + "/key-" + i + ".json" }).blindIndex(environment, "email", "anna@example.com").toString("hex"));
      }
      process.stdout.write(found.join());`;
    const start = String(Date.now() + 6000);
    const race = path.join(folder, "race");
    const starts = [1, 2, 3].map(() =>
      run(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, race, environmentId, start], {
        cwd: fileURLToPath(new URL("..", import.meta.url)),
      }),
    );
    const answers = (await Promise.all(starts)).map(({ stdout }) => stdout);
    expect(answers[0]?.split(",")).toHaveLength(30);
    expect(new Set(answers).size).toBe(1);
  }, 30_000);

  it("is refused when others may read it, when it is damaged, and when it is something else", () => {
    openVault({ keyFile });
    chmodSync(keyFile, 0o644);
    expect(() => openVault({ keyFile })).toThrow(/chmod 600/);
    chmodSync(keyFile, 0o600);
    writeFileSync(keyFile, "{");
    expect(() => openVault({ keyFile })).toThrow(/not JSON/);
    writeFileSync(keyFile, JSON.stringify({ version: 1, root: "c2hvcnQ=", keys: [] }));
    expect(() => openVault({ keyFile })).toThrow(/not a key file/);
  });

  it("never stands in an error", () => {
    openVault({ keyFile });
    const secret = (JSON.parse(readFileSync(keyFile, "utf8")) as { root: string }).root;
    const other = openVault({ key: randomBytes(32) })
      .environmentCipher(environmentId)
      .seal("x");
    const opening = () => openVault({ keyFile }).environmentCipher(environmentId).open(other);
    expect(opening).toThrow(/Restore the key file/);
    expect(opening).not.toThrow(secret);
  });
});

describe("rotation", () => {
  it("seals with the new key, still opens the old, and changes no index and no signature", () => {
    const vault = openVault({ keyFile });
    const before = vault.environmentCipher(environmentId).seal({ password: "hunter2" });
    const [index, signing] = [vault.blindIndex(environmentId, "email", "a@b.c"), vault.signingKey("links")];
    rotate(keyFile);
    const after = openVault({ keyFile });
    const sealed = after.environmentCipher(environmentId).seal({ password: "hunter3" });
    expect(after.environmentCipher(environmentId).open(before)).toEqual({ password: "hunter2" });
    expect(after.blindIndex(environmentId, "email", "a@b.c")).toEqual(index);
    expect(after.signingKey("links")).toEqual(signing);
    expect(sealed.subarray(2, 10)).not.toEqual(before.subarray(2, 10));
    // A process that had opened the file before learns the new key when it meets it.
    expect(vault.environmentCipher(environmentId).open(sealed)).toEqual({ password: "hunter3" });
    forgetOldKeys(keyFile);
    expect(() => openVault({ keyFile }).environmentCipher(environmentId).open(before)).toThrow(/is not in the key file/);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });
});

describe("derived values", () => {
  const vault = openVault({ key: randomBytes(32) });

  it("tell environments, organisations, kinds and purposes apart", () => {
    const all = [
      vault.blindIndex(environmentId, "email", "a@b.c"),
      vault.blindIndex(newId(), "email", "a@b.c"),
      vault.blindIndex(environmentId, "phone", "a@b.c"),
      vault.blindIndex(environmentId, "email", "a@b.d"),
      vault.organisationHash(environmentId, "email", "a@b.c"),
      vault.signingKey("links"),
      vault.signingKey("unsubscribe"),
      openVault({ key: randomBytes(32) }).blindIndex(environmentId, "email", "a@b.c"),
    ].map((bytes) => Buffer.from(bytes).toString("hex"));
    expect(new Set(all).size).toBe(all.length);
  });

  it("bind an environment's secret to it", () => {
    const sealed = vault.environmentCipher(environmentId).seal({ token: "t" });
    expect(vault.environmentCipher(environmentId).open(sealed)).toEqual({ token: "t" });
    expect(() => vault.environmentCipher(newId()).open(sealed)).toThrow(/cannot be opened/);
  });

  it("need exactly one source of the key", () => {
    expect(() => openVault({})).toThrow(/either/);
    expect(() => openVault({ key: randomBytes(16) })).toThrow(/32 bytes/);
  });
});
