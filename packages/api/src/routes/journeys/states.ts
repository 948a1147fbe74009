import * as authoring from "@journeyman/authoring";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
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

const archives = (
  [
    ["archive", true],
    ["unarchive", false],
  ] as const
).map(([verb, archived]) =>
  endpoint({
    method: "post",
    path: `/journeys/{id}/${verb}`,
    tag,
    summary: archived ? "Take a stopped journey out of the list" : "Bring an archived journey back",
    params,
    handle: ({ deps, principal, environmentId, params }) => authoring.archiveJourney(deps, principal, environmentId, params.id, archived),
  }),
);

export const stateEndpoints = [...moves, ...archives];
