import { can } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import { formatId, type Id } from "@journeyman/core";
import { personSummaries } from "@journeyman/customers";
import { refusalsOf, runPath, runsOf } from "@journeyman/insights";
import { cancelRun, retryRun } from "@journeyman/runtime";
import type { Tx } from "@journeyman/store";
import { z } from "zod";
import type { ApiDeps, Caller } from "../http/types.ts";
import { endpoint } from "../http/types.ts";
import { idOf, iso, listOf, pageQuery } from "../schemas/common.ts";
import * as schemas from "../schemas/journeys.ts";
import { refusalText } from "./reason-text.ts";
import { runRowView, runView } from "./run-view.ts";

const tag = "Runs";
const params = z.object({ id: idOf("run") });

export type Who = { name: string | null; hint: string | null };

/** Names and hints of people in a list; names only for those who may see contact fields. */
export async function whoOf(tx: Tx, deps: ApiDeps, { principal }: Pick<Caller, "principal">, ids: readonly Id[]): Promise<(id: Id) => Who> {
  const rows = await personSummaries(tx, deps.vault, [...new Set(ids)], can(principal, "person.reveal"));
  const known = new Map(rows.map((row) => [row.id, { name: row.name, hint: row.contacts[0]?.hint ?? null }]));
  return (id) => known.get(id) ?? { name: null, hint: null };
}

const list = endpoint({
  method: "get",
  path: "/journeys/{id}/runs",
  tag,
  summary: "People in a journey, latest first; with `node` only those who stand there now, with `passed` only those who went on from there",
  params: z.object({ id: idOf("journey") }),
  query: z.object({
    node: z.string().optional(),
    passed: z.string().optional().describe("A step: whoever went on from it."),
    port: z.string().optional().describe("With `passed`: the way they went on by."),
    status: z.enum(["active", "paused", "stuck", "ended", "inside"]).optional().describe("`inside`: all but those who have ended."),
    version: idOf("version").optional(),
    after: idOf("run").optional(),
    limit: pageQuery.limit,
  }),
  response: listOf(schemas.runRow),
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.withinJourney(deps, principal, environmentId, params.id, "run.read", async (tx) => {
      const rows = await runsOf(tx, {
        journeyId: params.id,
        limit: query.limit,
        ...(query.node ? { node: query.node } : {}),
        ...(query.passed ? { passed: query.passed } : {}),
        ...(query.port ? { port: query.port } : {}),
        ...(query.status ? { status: query.status } : {}),
        ...(query.version ? { versionId: query.version } : {}),
        ...(query.after ? { after: query.after } : {}),
      });
      const who = await whoOf(
        tx,
        deps,
        { principal },
        rows.map((row) => row.profile_id),
      );
      const last = rows.at(-1);
      return {
        items: rows.map((row) => runRowView(row, deps.registry, who(row.profile_id))),
        next: rows.length === query.limit && last ? formatId("run", last.id) : null,
      };
    });
  },
});

const read = endpoint({
  method: "get",
  path: "/runs/{id}",
  tag,
  summary: "One person's path through a journey, with the reason and the values at every gate",
  params,
  response: schemas.run,
  async handle({ deps, principal, environmentId, params }) {
    return authoring.within(deps, principal, environmentId, "run.read", async (tx) => {
      const path = await runPath(tx, params.id);
      const who = await whoOf(tx, deps, { principal }, [path.run.profile_id]);
      return runView(path, deps.registry, who(path.run.profile_id));
    });
  },
});

const retry = endpoint({
  method: "post",
  path: "/runs/{id}/retry",
  tag,
  summary: "Try a stuck run's step again",
  params,
  handle: ({ deps, principal, environmentId, params }) =>
    authoring.within(deps, principal, environmentId, "run.manage", (tx) => retryRun(tx, params.id)),
});

const cancel = endpoint({
  method: "post",
  path: "/runs/{id}/cancel",
  tag,
  summary: "Take a person out of a journey",
  params,
  handle: ({ deps, principal, environmentId, params }) =>
    authoring.within(deps, principal, environmentId, "run.manage", (tx) => cancelRun(tx, params.id)),
});

const refusals = endpoint({
  method: "get",
  path: "/journeys/{id}/refusals",
  tag,
  summary: "Who came to the door and was not let in, and why",
  params: z.object({ id: idOf("journey") }),
  query: z.object({ after: z.uuid().optional(), limit: pageQuery.limit }),
  response: listOf(schemas.refusal),
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.withinJourney(deps, principal, environmentId, params.id, "run.read", async (tx) => {
      const rows = await refusalsOf(tx, { journeyId: params.id, limit: query.limit, ...(query.after ? { after: query.after } : {}) });
      const who = await whoOf(
        tx,
        deps,
        { principal },
        rows.map((row) => row.profile_id),
      );
      const items = rows.map((row) => ({
        id: row.id,
        journey: { id: formatId("journey", row.journey_id), name: row.journey_name },
        person: { id: formatId("profile", row.profile_id), ...who(row.profile_id) },
        reason: row.reason,
        reasonText: refusalText(row.reason, row.detail),
        detail: row.detail,
        at: iso(row.at),
      }));
      return { items, next: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null };
    });
  },
});

export const runEndpoints = [list, read, retry, cancel, refusals];
