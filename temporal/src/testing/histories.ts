import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { WorkflowHandle } from "@temporalio/client";
import { historyToJSON } from "@temporalio/common/lib/proto-utils";

const folder = fileURLToPath(new URL("../workflows/histories/", import.meta.url));

/**
 * Keeps a history for the corpus that the driver is replayed against; only when asked to (`RECORD_HISTORIES=1`), after the driver was
 * changed on purpose. A history holds ids only; the name of the machine is taken out.
 */
export async function keepHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (!process.env.RECORD_HISTORIES) return;
  const json = historyToJSON(await handle.fetchHistory());
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${json.replaceAll(/"identity": "[^"]*"/g, '"identity": "worker"')}\n`);
}

export function keptHistories(): { name: string; history: unknown }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ name: file.replace(/\.json$/, ""), history: JSON.parse(readFileSync(`${folder}${file}`, "utf8")) }));
}
