import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { type JourneyNumbers, journeyNumbers } from "@journeyman/insights";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { flag, iso, isoOrNull, listOf } from "../../schemas/common.ts";
import * as schemas from "../../schemas/journeys.ts";
import { tag } from "./shared.ts";

const noNumbers: Omit<JourneyNumbers, "journeyId"> = {
  inside: 0,
  paused: 0,
  stuck: 0,
  enteredToday: 0,
  entered14Days: [],
  converted30Days: null,
};

export const listEndpoints = [
  endpoint({
    method: "get",
    path: "/journeys",
    tag,
    summary: "All journeys with their figures",
    query: z.object({
      search: z.string().optional(),
      status: z.enum(["draft", "live", "paused", "stopped"]).optional(),
      archived: flag.optional(),
    }),
    response: listOf(schemas.journeyRow),
    async handle({ deps, principal, environmentId, query }) {
      const { search, status, archived } = query;
      const rows = await authoring.listJourneys(deps, principal, environmentId, {
        ...(search ? { search } : {}),
        ...(status ? { status } : {}),
        archived: archived ?? false,
      });
      const numbers = await authoring.within(deps, principal, environmentId, "journey.read", (tx) => journeyNumbers(tx));
      const items = rows.map((row) => {
        const { inside, paused, stuck, enteredToday, entered14Days, converted30Days } = numbers.get(row.id) ?? noNumbers;
        return {
          id: formatId("journey", row.id),
          key: row.key,
          name: row.name,
          description: row.description,
          status: row.status,
          liveVersion: row.live_number,
          draftIsAhead: row.draft_is_ahead,
          updatedAt: iso(Math.max(row.draft_updated_at, row.updated_at)),
          archivedAt: isoOrNull(row.archived_at),
          trigger: row.trigger,
          inside,
          paused,
          stuck,
          enteredToday,
          entered14Days,
          converted30Days,
        };
      });
      return { items, next: null };
    },
  }),
];
