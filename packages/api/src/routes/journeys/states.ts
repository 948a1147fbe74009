import * as authoring from "@journeyman/authoring";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { archiveEndpoints } from "../archive.ts";
import { params, tag } from "./shared.ts";

const moved = z.object({ people: z.int() });

const moves = (["pause", "resume", "stop"] as const).map((move) =>
  endpoint({
    method: "post",
    path: `/journeys/{id}/${move}`,
    tag,
    summary: {
      pause: "Hold everybody where they are and let nobody in",
      resume: "Let people go on from where they stand",
      stop: "End every run and let nobody in",
    }[move],
    params,
    response: moved,
    handle({ deps, principal, environmentId, params }) {
      const act = { pause: authoring.pauseJourney, resume: authoring.resumeJourney, stop: authoring.stopJourney }[move];
      return act(deps, principal, environmentId, params.id);
    },
  }),
);

const archives = archiveEndpoints({
  path: "/journeys",
  tag,
  kind: "journey",
  away: "Take a stopped journey out of the list",
  back: "Bring an archived journey back",
  archive: authoring.archiveJourney,
});

export const stateEndpoints = [...moves, ...archives];
