import type { Action, Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import type { JourneyProblem } from "@journeyman/journey";
import type { Tx } from "@journeyman/store";
import { workspaceContext } from "../check-context.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { judge } from "./judge.ts";
import { type DraftRow, draftRow, type JourneyRow, journeyRow, type VersionRow, versionRow, versionRows } from "./rows.ts";

export type JourneySummary = JourneyRow & {
  draft_updated_at: number;
  draft_is_ahead: boolean;
  live_number: number | null;
  trigger: string | null;
};

export type JourneyDetail = {
  journey: JourneyRow;
  draft: DraftRow;
  live: VersionRow | null;
  draftIsAhead: boolean;
  problems: JourneyProblem[];
};

/** All journeys that are not archived (or only those), latest edited first. `search` looks in name and key. */
export function listJourneys(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  filter: { search?: string; status?: string; archived?: boolean } = {},
): Promise<JourneySummary[]> {
  return within(deps, principal, environmentId, "journey.read", (tx) =>
    tx.query<JourneySummary>(
      "authoring_journeys",
      `SELECT j.id, j.key, j.name, j.description, j.status, j.live_version_id, j.created_by, j.created_at, j.updated_at, j.archived_at,
              d.updated_at AS draft_updated_at, v.number AS live_number,
              (v.id IS NULL OR v.definition IS DISTINCT FROM d.definition) AS draft_is_ahead, d.definition #>> '{entry,0,event}' AS trigger
       FROM journey j
       JOIN draft d ON d.environment_id = j.environment_id AND d.journey_id = j.id
       LEFT JOIN version v ON v.environment_id = j.environment_id AND v.id = j.live_version_id
       WHERE j.environment_id = $1
         AND (j.archived_at IS NOT NULL) = $2
         AND ($3::text IS NULL OR j.status = $3)
         AND ($4::text IS NULL OR position(lower($4) in lower(j.name)) > 0 OR position(lower($4) in j.key) > 0)
       ORDER BY greatest(d.updated_at, j.updated_at) DESC
       LIMIT 500`,
      [environmentId, filter.archived ?? false, filter.status ?? null, filter.search || null],
    ),
  );
}

/** A journey with its draft, what is live, and everything wrong with the draft. */
export function readJourney(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<JourneyDetail> {
  return within(deps, principal, environmentId, "journey.read", async (tx) => {
    const journey = await journeyRow(tx, journeyId);
    const draft = await draftRow(tx, journeyId);
    const live = journey.live_version_id ? await versionRow(tx, journey.live_version_id) : null;
    const { problems } = judge(draft.definition, deps.registry, await workspaceContext(tx));
    return { journey, draft, live, draftIsAhead: !live || !same(live.definition, draft.definition), problems };
  });
}

export function listVersions(deps: AuthoringDeps, principal: Principal, environmentId: Id, journeyId: Id): Promise<VersionRow[]> {
  return withinJourney(deps, principal, environmentId, journeyId, "journey.read", (tx) => versionRows(tx, journeyId));
}

/** A transaction about one journey, once the right is proven. Throws `not_found`. */
export function withinJourney<T>(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  journeyId: Id,
  action: Action,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return within(deps, principal, environmentId, action, async (tx) => {
    await journeyRow(tx, journeyId);
    return work(tx);
  });
}

export function readVersion(deps: AuthoringDeps, principal: Principal, environmentId: Id, versionId: Id): Promise<VersionRow> {
  return within(deps, principal, environmentId, "journey.read", (tx) => versionRow(tx, versionId));
}

/** What the workspace has, for the editor's pickers and for checks in the browser. */
export function readContext(deps: AuthoringDeps, principal: Principal, environmentId: Id) {
  return within(deps, principal, environmentId, "journey.read", (tx) => workspaceContext(tx));
}

/** Both come from jsonb, so equal content has equal text. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
