import type { Id, Instant } from "@journeyman/core";
import type { Plan } from "@journeyman/journey";
import type { Tx } from "@journeyman/store";

export type LiveJourney = { id: Id; versionId: Id; plan: Plan };
export type TemplateRef = { id: Id; versionId: Id };

/** What the history refers to: all of it made before by the services. */
export type Setting = {
  now: Instant;
  journeys: readonly LiveJourney[];
  templates: ReadonlyMap<string, TemplateRef>;
  providers: ReadonlyMap<string, Id>;
  sourceId: Id | null;
  wording: string;
};

export async function readSetting(tx: Tx, now: Instant): Promise<Setting> {
  const environment = [tx.environmentId];
  const journeys = await tx.query<LiveJourney>(
    "demo_live_journeys",
    `SELECT j.id, v.id AS "versionId", v.plan FROM journey j JOIN version v ON v.environment_id = j.environment_id AND v.id = j.live_version_id WHERE j.environment_id = $1`,
    environment,
  );
  const templates = await tx.query<{ key: string; id: Id; versionId: Id }>(
    "demo_templates",
    `SELECT key, id, current_version_id AS "versionId" FROM template WHERE environment_id = $1 AND current_version_id IS NOT NULL`,
    environment,
  );
  const providers = await tx.query<{ channel: string; id: Id }>(
    "demo_providers",
    "SELECT channel, id FROM provider WHERE environment_id = $1 AND active",
    environment,
  );
  const [source] = await tx.query<{ id: Id }>(
    "demo_source",
    "SELECT id FROM source WHERE environment_id = $1 AND kind = 'server' ORDER BY created_at LIMIT 1",
    environment,
  );
  const [topic] = await tx.query<{ wording: string }>(
    "demo_topic",
    "SELECT wording FROM topic WHERE environment_id = $1 AND key = 'offers'",
    environment,
  );
  return {
    now,
    journeys,
    templates: new Map(templates.map(({ key, id, versionId }) => [key, { id, versionId }])),
    providers: new Map(providers.map(({ channel, id }) => [channel, id])),
    sourceId: source?.id ?? null,
    wording: topic?.wording ?? "",
  };
}
