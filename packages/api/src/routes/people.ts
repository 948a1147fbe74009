import { audit, can } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import { consentMatrix } from "@journeyman/consent/store";
import { formatId, type Id } from "@journeyman/core";
import {
  findPeople,
  type PersonSummary,
  personSummaries,
  personTimeline,
  readPerson,
  standingProfile,
  type TimelineKind,
  traitHistory,
} from "@journeyman/customers";
import { refusalsOf, runsOfPerson, whyNot } from "@journeyman/insights";
import { z } from "zod";
import type { Caller } from "../http/types.ts";
import { endpoint } from "../http/types.ts";
import { channel, flag, idOf, iso, isoOrNull, listOf, pageQuery } from "../schemas/common.ts";
import { refusal } from "../schemas/journeys.ts";
import * as schemas from "../schemas/people.ts";
import { matrixView } from "./consent-view.ts";
import { refusalText } from "./reason-text.ts";
import { personRunView } from "./run-view.ts";
import { timelineItemView } from "./timeline-view.ts";

const tag = "People";
const params = z.object({ id: idOf("profile") });

export function personRowView(row: PersonSummary): z.input<typeof schemas.personRow> {
  return {
    id: formatId("profile", row.id),
    userId: row.userId,
    name: row.name,
    hint: row.contacts[0]?.hint ?? null,
    contactPoints: row.contacts,
    country: row.country,
    timeZone: row.timeZone,
    locale: row.locale,
    createdAt: iso(row.createdAt),
    lastSeenAt: isoOrNull(row.lastSeenAt),
  };
}

/** Contact fields are shown to whoever has the right and asks for them; each such look is recorded. */
function reveals({ principal }: Caller, asked: boolean | undefined): boolean {
  return asked === true && can(principal, "person.reveal");
}

const list = endpoint({
  method: "get",
  path: "/people",
  tag,
  summary: "People by id, user id, exact e-mail or phone, or @domain; all without a search, those seen last first",
  query: z.object({ search: z.string().max(320).optional(), ...pageQuery }),
  response: listOf(schemas.personRow),
  async handle({ deps, principal, environmentId, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const { people, next } = await findPeople(tx, deps.vault, {
        search: query.search ?? "",
        ...(query.after ? { after: query.after } : {}),
        limit: query.limit,
        names: can(principal, "person.reveal"),
      });
      return { items: people.map(personRowView), next: next ?? null };
    });
  },
});

const read = endpoint({
  method: "get",
  path: "/people/{id}",
  tag,
  summary: "One person: traits, contact points, consent, journeys",
  params,
  query: z.object({ reveal: flag.optional() }),
  response: schemas.person,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const revealed = reveals({ principal, environmentId }, query.reveal);
      const found = await readPerson(tx, deps.vault, params.id, { reveal: revealed });
      // Whoever may see names in the list sees this one too; addresses still wait to be asked for.
      const [summary] = revealed ? [] : await personSummaries(tx, deps.vault, [found.id], can(principal, "person.reveal"));
      const matrix = await consentMatrix(tx, found.id);
      const runs = await runsOfPerson(tx, found.id);
      await audit(tx, {
        actorKind: principal.kind,
        actorId: principal.id,
        action: revealed ? "profile.reveal" : "profile.view",
        subjectKind: "profile",
        subjectId: found.id,
        detail: {},
      });
      const suppressions = new Map(matrix.contactPoints.map((point) => [point.id, point.suppression]));
      return {
        id: formatId("profile", found.id),
        userId: found.identities.find(({ kind }) => kind === "user_id")?.value ?? null,
        name: found.name ?? summary?.name ?? null,
        hint: found.contactPoints.find(({ active }) => active)?.shown ?? null,
        contactPoints: found.contactPoints.filter(({ active }) => active).map(({ kind, shown }) => ({ kind, hint: shown })),
        country: found.country,
        timeZone: found.timeZone,
        locale: found.locale,
        createdAt: iso(found.createdAt),
        lastSeenAt: isoOrNull(found.lastSeenAt),
        firstSeenAt: isoOrNull(found.firstSeenAt),
        redirectTo: found.mergedFrom ? formatId("profile", found.id) : null,
        identities: identityCounts(found.identities),
        points: found.contactPoints.map((point) => {
          const suppression = suppressions.get(point.id);
          return {
            id: formatId("contactPoint", point.id),
            kind: point.kind,
            hint: point.shown,
            ...(revealed ? { value: point.shown } : {}),
            active: point.active,
            suppressed: suppression ? { reason: suppression.reason, at: iso(suppression.at) } : null,
          };
        }),
        traits: found.traits.map(({ origin, ...trait }) => ({
          ...trait,
          origin: origin && { since: iso(origin.since), source: origin.source },
        })),
        consent: matrixView(matrix),
        runs: runs.map((run) => personRunView(run, deps.registry)),
        mayReveal: can(principal, "person.reveal"),
        revealed,
      };
    });
  },
});

/** Ten anonymous ids are one line with a count. */
function identityCounts(
  identities: readonly { kind: string; value: string | null }[],
): { kind: string; value: string | null; count: number }[] {
  const rows = new Map<string, { kind: string; value: string | null; count: number }>();
  for (const { kind, value } of identities) {
    const known = rows.get(kind);
    if (known) known.count++;
    else rows.set(kind, { kind, value, count: 1 });
  }
  return [...rows.values()];
}

const kindsOf: Record<string, readonly TimelineKind[]> = {
  event: ["event"],
  message: ["message"],
  journey: ["step", "refusal"],
  consent: ["consent"],
};

const timeline = endpoint({
  method: "get",
  path: "/people/{id}/timeline",
  tag,
  summary: "All that happened to and was done by a person, newest first",
  params,
  query: z.object({ kind: z.enum(["event", "message", "journey", "consent"]).optional(), reveal: flag.optional(), ...pageQuery }),
  response: schemas.timeline,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const { id } = await standingProfile(tx, params.id);
      const { items, next } = await personTimeline(tx, deps.vault, id, {
        limit: query.limit,
        ...(query.after ? { after: query.after } : {}),
        ...(query.kind ? { kinds: kindsOf[query.kind] ?? [] } : {}),
        reveal: reveals({ principal, environmentId }, query.reveal),
      });
      return { items: items.map((item) => timelineItemView(item, deps.registry)), next: next ?? null };
    });
  },
});

const traits = endpoint({
  method: "get",
  path: "/people/{id}/trait-history",
  tag,
  summary: "What one trait of a person was, newest first, with when and by which source it was said",
  params,
  query: z.object({ name: z.string().min(1).max(200), reveal: flag.optional(), ...pageQuery }),
  response: schemas.traitHistory,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const revealed = reveals({ principal, environmentId }, query.reveal);
      const { items, next } = await traitHistory(tx, deps.vault, params.id, query.name, {
        reveal: revealed,
        limit: query.limit,
        ...(query.after ? { after: query.after } : {}),
      });
      if (revealed) {
        await audit(tx, {
          actorKind: principal.kind,
          actorId: principal.id,
          action: "profile.reveal",
          subjectKind: "profile",
          subjectId: params.id,
          detail: { trait: query.name },
        });
      }
      return { items: items.map(({ at, ...item }) => ({ ...item, at: iso(at) })), next: next ?? null };
    });
  },
});

const why = endpoint({
  method: "get",
  path: "/people/{id}/why",
  tag,
  summary: "Why this person got nothing, from a journey or on a channel: every rule in order, and the one that decided",
  params,
  query: z.object({ journey: idOf("journey").optional(), channel: channel.optional() }),
  response: schemas.why,
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const { id } = await standingProfile(tx, params.id);
      const answer = await whyNot(tx, id, {
        ...(query.journey ? { journeyId: query.journey } : {}),
        channel: query.channel ?? "email",
      });
      return {
        sentence: answer.sentence,
        decidedAt: isoOrNull(answer.decidedAt),
        checks: answer.checks.map((check) => (check.rule === "entry" ? { ...check, detail: refusalText(check.detail, {}) } : check)),
        mend: answer.mend && mendView(answer.mend, id),
      };
    });
  },
});

type Mend = NonNullable<Awaited<ReturnType<typeof whyNot>>["mend"]>;

function mendView(mend: Mend, profileId: Id): { label: string; href: string } {
  switch (mend.kind) {
    case "run":
      return {
        label: "Show the path",
        href: `/journeys/${formatId("journey", mend.journeyId)}?mode=path&run=${formatId("run", mend.runId)}`,
      };
    case "journey":
      return { label: "Open the journey", href: `/journeys/${formatId("journey", mend.journeyId)}` };
    case "consent":
      return { label: "See consent", href: `/people/${formatId("profile", profileId)}#consent` };
    case "settings":
      return { label: "Open settings", href: `/settings/${mend.page}` };
  }
}

const personRefusals = endpoint({
  method: "get",
  path: "/people/{id}/refusals",
  tag,
  summary: "Journeys that did not let the person in, and why",
  params,
  query: z.object({ limit: pageQuery.limit }),
  response: listOf(refusal),
  async handle({ deps, principal, environmentId, params, query }) {
    return authoring.within(deps, principal, environmentId, "person.read", async (tx) => {
      const { id } = await standingProfile(tx, params.id);
      const rows = await refusalsOf(tx, { profileId: id, limit: query.limit });
      const items = rows.map((row) => ({
        id: row.id,
        journey: { id: formatId("journey", row.journey_id), name: row.journey_name },
        person: { id: formatId("profile", row.profile_id), name: null, hint: null },
        reason: row.reason,
        reasonText: refusalText(row.reason, row.detail),
        detail: row.detail,
        at: iso(row.at),
      }));
      return { items, next: null };
    });
  },
});

export const peopleEndpoints = [list, read, timeline, traits, why, personRefusals];
