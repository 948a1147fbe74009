import { JourneymanError } from "@journeyman/core";
import type { MachineRegistry } from "@journeyman/node-kit";
import type { Store } from "@journeyman/store";

/**
 * Refuses to start when a run that is still open, or a live journey, stands on a version of a step that this release no longer has:
 * such runs would all get stuck, one by one, hours later.
 */
export async function requirePinnedVersions(store: Store, registry: MachineRegistry): Promise<void> {
  const rows = await store.engine((tx) => tx.query<{ step: string }>("worker_pinned_versions", sql));
  const missing = rows.map((row) => row.step).filter((step) => !Object.hasOwn(registry, step));
  if (missing.length > 0) {
    throw new JourneymanError(
      "unprocessable",
      `People are on steps that this release does not have: ${missing.join(", ")}. Start a release that has them, or end those runs first.`,
    );
  }
}

const sql = `SELECT DISTINCT (node.value ->> 'kind') || '@' || (node.value ->> 'version') AS step
FROM version v, jsonb_each(v.plan -> 'nodes') AS node
WHERE EXISTS (SELECT 1 FROM run r WHERE r.environment_id = v.environment_id AND r.version_id = v.id AND r.status IN ('active', 'paused', 'stuck'))
   OR EXISTS (SELECT 1 FROM journey j WHERE j.environment_id = v.environment_id AND j.live_version_id = v.id AND j.status IN ('live', 'paused'))
ORDER BY 1`;
