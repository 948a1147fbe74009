import * as authoring from "@journeyman/authoring";
import { formatId, type Id } from "@journeyman/core";
import { type JourneyNumbers, journeyCounts, journeyNumbers, versionIdsOf } from "@journeyman/insights";
import { z } from "zod";
import { endpoint } from "../http/types.ts";
import { flag, id, idOf, iso, isoOrNull, listOf } from "../schemas/common.ts";
import * as schemas from "../schemas/journeys.ts";
import { namedOrNull } from "./names.ts";

const params = z.object({ id: idOf("journey") });
const tag = "Journeys";

const noNumbers: Omit<JourneyNumbers, "journeyId"> = {
  inside: 0,
  paused: 0,
  stuck: 0,
  enteredToday: 0,
  entered14Days: [],
  converted30Days: null,
};

function versionView(row: authoring.VersionRow, live: boolean): z.input<typeof schemas.version> {
  return {
    id: formatId("version", row.id),
    number: row.number,
    note: row.note,
    publishedAt: iso(row.published_at),
    publishedBy: namedOrNull("user", row.published_by, row.published_by_name),
    checksum: row.checksum,
    live,
  };
}

const list = endpoint({
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
});

const create = endpoint({
  method: "post",
  path: "/journeys",
  tag,
  summary: "Make a journey, with an empty or a given draft",
  body: authoring.createJourneySchema,
  response: z.object({ id, key: z.string() }),
  status: 201,
  async handle({ deps, principal, environmentId, body }) {
    const made = await authoring.createJourney(deps, principal, environmentId, body);
    return { id: formatId("journey", made.id), key: made.key };
  },
});

const read = endpoint({
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
});

const saveDraft = endpoint({
  method: "put",
  path: "/journeys/{id}/draft",
  tag,
  summary: "Save the draft, right or wrong",
  description: "`revision` is the one the draft was read at; another answers 409 `stale_revision` with who changed it, and stores nothing.",
  params,
  body: authoring.saveDraftSchema,
  response: schemas.savedDraft,
  async handle({ deps, principal, environmentId, params, body }) {
    const { revision, updatedAt, problems } = await authoring.saveDraft(deps, principal, environmentId, params.id, body);
    return { revision, updatedAt: iso(updatedAt), problems };
  },
});

const check = endpoint({
  method: "post",
  path: "/journeys/check",
  tag,
  summary: "Everything wrong with a definition, without storing it",
  body: z.object({ definition: z.record(z.string(), z.json()) }),
  response: z.object({ problems: z.array(schemas.journeyProblem) }),
  async handle({ deps, principal, environmentId, body }) {
    return { problems: await authoring.checkDefinition(deps, principal, environmentId, body) };
  },
});

const review = endpoint({
  method: "get",
  path: "/journeys/{id}/review",
  tag,
  summary: "What publishing the draft would change, and for whom",
  params,
  response: schemas.review,
  async handle({ deps, principal, environmentId, params }) {
    const found = await authoring.reviewPublish(deps, principal, environmentId, params.id);
    return { ...found, changes: [...found.changes] };
  },
});

const publish = endpoint({
  method: "post",
  path: "/journeys/{id}/publish",
  tag,
  summary: "Compile the draft into the next version and make it live",
  params,
  body: authoring.publishSchema,
  response: z.object({ version: id, number: z.int() }),
  async handle({ deps, principal, environmentId, params, body }) {
    const { versionId, number } = await authoring.publish(deps, principal, environmentId, params.id, body);
    return { version: formatId("version", versionId), number };
  },
});

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

const duplicate = endpoint({
  method: "post",
  path: "/journeys/{id}/duplicate",
  tag,
  summary: "A copy of the draft as a journey of its own",
  params,
  response: z.object({ id, key: z.string() }),
  status: 201,
  async handle({ deps, principal, environmentId, params }) {
    const made = await authoring.duplicateJourney(deps, principal, environmentId, params.id);
    return { id: formatId("journey", made.id), key: made.key };
  },
});

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

const versions = endpoint({
  method: "get",
  path: "/journeys/{id}/versions",
  tag,
  summary: "Published versions, latest first",
  params,
  response: listOf(schemas.version),
  async handle({ deps, principal, environmentId, params }) {
    const rows = await authoring.listVersions(deps, principal, environmentId, params.id);
    const { live } = await authoring.readJourney(deps, principal, environmentId, params.id);
    return { items: rows.map((row) => versionView(row, row.id === live?.id)), next: null };
  },
});

const readVersion = endpoint({
  method: "get",
  path: "/versions/{id}",
  tag,
  summary: "One version with its definition",
  params: z.object({ id: idOf("version") }),
  response: schemas.versionDetail,
  async handle({ deps, principal, environmentId, params }) {
    const row = await authoring.readVersion(deps, principal, environmentId, params.id);
    return { ...versionView(row, false), definition: row.definition, layout: row.layout };
  },
});

const restore = endpoint({
  method: "post",
  path: "/journeys/{id}/restore",
  tag,
  summary: "Make the draft what a version was",
  params,
  body: z.object({ version: idOf("version") }),
  response: z.object({ revision: z.int() }),
  handle: ({ deps, principal, environmentId, params, body }) =>
    authoring.restoreVersion(deps, principal, environmentId, params.id, body.version),
});

const counts = endpoint({
  method: "get",
  path: "/journeys/{id}/counts",
  tag,
  summary: "How many wait at each step and took each way, over all versions or one",
  params,
  query: z.object({ version: idOf("version").optional() }),
  response: schemas.counts,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "journey.read", async (tx) => {
      const versions = await versionIdsOf(tx, params.id);
      const chosen: Id[] = query.version ? [query.version] : versions.map((version) => version.id);
      const found = await journeyCounts(tx, chosen);
      const steps = Object.fromEntries(
        Object.entries(found.steps).map(([node, { nextDue, ...rest }]) => [node, { ...rest, nextDue: isoOrNull(nextDue) }]),
      );
      return { ...found, steps, version: versions.find((version) => version.id === query.version)?.number ?? null, at: iso(tx.now()) };
    });
  },
});

const context = endpoint({
  method: "get",
  path: "/authoring/context",
  tag,
  summary: "What the workspace has, for pickers and checks: messages, topics, channels, events, traits",
  response: schemas.authoringContext,
  async handle({ deps, principal, environmentId }) {
    const found = await authoring.readContext(deps, principal, environmentId);
    return {
      templates: (found.templates ?? []).map((one) => ({ ...one, variables: [...one.variables] })),
      topics: [...(found.topics ?? [])],
      channels: (found.channels ?? []).map((one) => ({ ...one })),
      events: (found.events ?? []).map((one) => ({ ...one, properties: [...one.properties] })),
      traits: [...(found.traits ?? [])],
    };
  },
});

export const journeyEndpoints = [
  list,
  create,
  check,
  read,
  saveDraft,
  review,
  publish,
  ...moves,
  duplicate,
  ...archives,
  versions,
  restore,
  counts,
  readVersion,
  context,
];
