import * as authoring from "@journeyman/authoring";
import { formatId, type Id } from "@journeyman/core";
import { insideVersions, journeyCounts, versionIdsOf } from "@journeyman/insights";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { idOf, iso, isoOrNull } from "../../schemas/common.ts";
import * as schemas from "../../schemas/journeys.ts";
import { params, tag } from "./shared.ts";

export const countEndpoints = [
  endpoint({
    method: "get",
    path: "/journeys/{id}/counts",
    tag,
    summary: "How many wait at each step and took each way, over all versions or one, and how many are inside each version",
    params,
    query: z.object({ version: idOf("version").optional() }),
    response: schemas.counts,
    async handle({ deps, principal, environmentId, params, query }) {
      return authoring.withinJourney(deps, principal, environmentId, params.id, "journey.read", async (tx) => {
        const versions = await versionIdsOf(tx, params.id);
        const chosen: Id[] = query.version ? [query.version] : versions.map((version) => version.id);
        const found = await journeyCounts(tx, chosen);
        const inside = await insideVersions(
          tx,
          versions.map((version) => version.id),
        );
        const steps = Object.fromEntries(
          Object.entries(found.steps).map(([node, { nextDue, ...rest }]) => [node, { ...rest, nextDue: isoOrNull(nextDue) }]),
        );
        return {
          ...found,
          steps,
          version: versions.find((version) => version.id === query.version)?.number ?? null,
          versions: versions
            .filter((version) => inside.has(version.id))
            .map(({ id, number }) => ({ id: formatId("version", id), number, inside: inside.get(id) ?? 0 })),
          at: iso(tx.now()),
        };
      });
    },
  }),
];
