import { existsSync, readFileSync } from "node:fs";
import { type Home, writePrivate } from "./home.ts";

type Databases = { folder?: string; external?: true };

/** Which databases this home's keys have been used with, for `npm run reset`: where the embedded one's data lie, and whether there was another. */
export function recordDatabase(home: Home, used: Databases): void {
  const file = home.file("databases.json");
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Databases) : {};
  writePrivate(file, JSON.stringify({ ...known, ...used } satisfies Databases));
}
