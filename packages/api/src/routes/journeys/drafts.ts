import * as authoring from "@journeyman/authoring";
import { formatId } from "@journeyman/core";
import { z } from "zod";
import { endpoint } from "../../http/types.ts";
import { iso, isoOrNull } from "../../schemas/common.ts";
import { definitionMeta } from "../../schemas/journey-definition.ts";
import * as schemas from "../../schemas/journeys.ts";
import { namedOrNull } from "../names.ts";
import { made, params, tag, versionView } from "./shared.ts";

export const draftEndpoints = [
  endpoint({
    method: "post",
    path: "/journeys",
    tag,
    summary: "Make a journey, with an empty or a given draft",
    body: authoring.createJourneySchema.extend({ definition: authoring.createJourneySchema.shape.definition.meta(definitionMeta) }),
    response: made,
    status: 201,
    async handle({ deps, principal, environmentId, body }) {
      const { id: journeyId, key } = await authoring.createJourney(deps, principal, environmentId, body);
      return { id: formatId("journey", journeyId), key };
    },
  }),
  endpoint({
    method: "post",
    path: "/journeys/check",
    tag,
    summary: "Everything wrong with a definition, without storing it",
    body: z.object({ definition: z.record(z.string(), z.json()).meta(definitionMeta) }),
    response: z.object({ problems: z.array(schemas.journeyProblem) }),
    async handle({ deps, principal, environmentId, body }) {
      return { problems: await authoring.checkDefinition(deps, principal, environmentId, body) };
    },
  }),
  endpoint({
    method: "get",
    path: "/journeys/{id}",
    tag,
    summary: "A journey with its draft, what is live, and everything wrong with the draft",
    params,
    response: schemas.journey,
    async handle({ deps, principal, environmentId, params }) {
      const { journey, draft, live, draftIsAhead, problems } = await authoring.readJourney(deps, principal, environmentId, params.id);
      return {
        id: formatId("journey", journey.id),
        key: journey.key,
        name: journey.name,
        description: journey.description,
        status: journey.status,
        createdAt: iso(journey.created_at),
        archivedAt: isoOrNull(journey.archived_at),
        live: live && versionView(live, true),
        liveDefinition: live?.definition ?? null,
        liveLayout: live?.layout ?? null,
        draftIsAhead,
        draft: {
          revision: draft.revision,
          definition: draft.definition,
          layout: draft.layout,
          updatedAt: iso(draft.updated_at),
          updatedBy: namedOrNull("user", draft.updated_by, draft.updated_by_name),
        },
        problems,
      };
    },
  }),
  endpoint({
    method: "put",
    path: "/journeys/{id}/draft",
    tag,
    summary: "Save the draft, right or wrong",
    description:
      "`revision` is the one the draft was read at; another answers 409 `stale_revision` with who changed it, and stores nothing.",
    params,
    body: authoring.saveDraftSchema.extend({ definition: authoring.saveDraftSchema.shape.definition.meta(definitionMeta) }),
    response: schemas.savedDraft,
    async handle({ deps, principal, environmentId, params, body }) {
      const { revision, updatedAt, problems } = await authoring.saveDraft(deps, principal, environmentId, params.id, body);
      return { revision, updatedAt: iso(updatedAt), problems };
    },
  }),
  endpoint({
    method: "post",
    path: "/journeys/{id}/duplicate",
    tag,
    summary: "A copy of the draft as a journey of its own",
    params,
    response: made,
    status: 201,
    async handle({ deps, principal, environmentId, params }) {
      const { id: journeyId, key } = await authoring.duplicateJourney(deps, principal, environmentId, params.id);
      return { id: formatId("journey", journeyId), key };
    },
  }),
];
