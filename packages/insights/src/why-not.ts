import { type ConsentMatrix, consentMatrix } from "@journeyman/consent/store";
import type { Id, Instant } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { type Refusal, type RunStatus, type RunSummary, refusalsOf, runsOfPerson } from "./runs.ts";

type Check = { rule: string; passed: boolean; detail: string; deciding: boolean };

/** Where the reason can be mended. */
export type Mend =
  | { kind: "run"; journeyId: Id; runId: Id }
  | { kind: "journey"; journeyId: Id }
  | { kind: "consent" }
  | { kind: "settings"; page: "providers" | "workspace" };

export type WhyNot = { sentence: string; decidedAt: Instant | null; checks: Check[]; mend: Mend | null };

type Question = { journeyId?: Id; channel: "email" | "sms" };

type LastMessage = {
  id: Id;
  run_id: Id;
  journey_id: Id;
  journey: string;
  channel: "email" | "sms";
  state: string;
  reason: string | null;
  planned_at: Instant;
  accepted_at: Instant | null;
  held_until: Instant | null;
  decision: { at?: Instant; checks?: { rule: string; passed: boolean; detail: string }[] } | null;
};

const lastMessageSql = `
  SELECT m.id, m.run_id, m.journey_id, j.name AS journey, m.channel, m.state, m.reason, m.planned_at, m.accepted_at, m.held_until, m.decision
  FROM message m JOIN journey j ON j.environment_id = m.environment_id AND j.id = m.journey_id
  WHERE m.environment_id = $1 AND m.profile_id = $2 AND ($3::uuid IS NULL OR m.journey_id = $3) AND ($3::uuid IS NOT NULL OR m.channel = $4)
  ORDER BY (m.channel = $4) DESC, m.planned_at DESC LIMIT 1`;

/** Why a person got nothing: from one journey, or on a channel. Answered from what was recorded when it was decided, else from how things stand now. */
export async function whyNot(tx: Tx, profileId: Id, question: Question): Promise<WhyNot> {
  const [message] = await tx.query<LastMessage>("insights_last_message", lastMessageSql, [
    tx.environmentId,
    profileId,
    question.journeyId ?? null,
    question.channel,
  ]);
  const [refusal] = await refusalsOf(tx, { profileId, limit: 1, ...(question.journeyId ? { journeyId: question.journeyId } : {}) });
  if (refusal && (!message || refusal.at > message.planned_at)) return fromRefusal(refusal);
  if (message) return fromMessage(message);
  if (question.journeyId) {
    const [run] = await runsOfPerson(tx, profileId, { journeyId: question.journeyId, limit: 1 });
    return run ? fromRun(run) : neverCame(tx, profileId, question.journeyId);
  }
  return fromConsent(await consentMatrix(tx, profileId), question.channel);
}

const called = { email: "e-mail", sms: "SMS" } as const;

function fromMessage(message: LastMessage): WhyNot {
  const name = called[message.channel];
  const checks = message.decision?.checks ?? [];
  const place = checks.findIndex(({ passed }) => !passed);
  const base = {
    decidedAt: message.decision?.at ?? message.planned_at,
    checks: checks.map(({ rule, passed, detail }, at) => ({ rule, passed, detail, deciding: at === place })),
    mend: { kind: "run" as const, journeyId: message.journey_id, runId: message.run_id },
  };
  const decided = checks[place]?.detail;
  const sentences: Record<string, string> = {
    accepted: `The last ${name}, from “${message.journey}”, was accepted by the provider.`,
    held: `The ${name} from “${message.journey}” is held: ${decided ?? message.reason ?? "it may not go yet"}`,
    planned: `The ${name} from “${message.journey}” is planned and waits for its provider.`,
    claimed: `The ${name} from “${message.journey}” is being sent at this moment.`,
    unknown: `It is not known whether the provider took the ${name} from “${message.journey}”. It is not sent again by itself.`,
    rejected: `The provider refused the ${name} from “${message.journey}” for good.`,
    cancelled: `The ${name} from “${message.journey}” was cancelled: the person left the journey first.`,
  };
  return {
    ...base,
    sentence:
      sentences[message.state] ?? `The ${name} from “${message.journey}” was not sent: ${decided ?? message.reason ?? message.state}`,
  };
}

function fromRefusal(refusal: Refusal): WhyNot {
  const readings = Array.isArray(refusal.detail.readings)
    ? (refusal.detail.readings as { what: string; rule: string; held: boolean }[])
    : [];
  const failed = readings.findIndex(({ held }) => !held);
  return {
    sentence: `“${refusal.journey_name}” did not let this person in.`,
    decidedAt: refusal.at,
    checks: [
      ...readings.map(({ what, rule, held }, at) => ({ rule: what, passed: held, detail: rule, deciding: at === failed })),
      ...(failed < 0 ? [{ rule: "entry", passed: false, detail: refusal.reason, deciding: true }] : []),
    ],
    mend: { kind: "journey", journeyId: refusal.journey_id },
  };
}

/** They came in, and no step has meant a message for them (yet). */
function fromRun(run: RunSummary): WhyNot {
  const name = `“${run.journey_name}”`;
  const at = (run.standing ?? []).map(({ node, settings }) => (typeof settings?.title === "string" ? settings.title : node)).join(" and ");
  const stands: Record<RunStatus, string> = {
    active: at === "" ? "has just come in" : `is at “${at}”`,
    paused: `is held${at === "" ? "" : ` at “${at}”`}, because the journey is paused`,
    stuck: `is stuck at “${run.stuck?.node ?? at}”: ${run.stuck?.message ?? "a step could not be taken"}`,
    ended: `has left it by “${run.exit_reason ?? "end"}”`,
  };
  const detail = `The person ${stands[run.status]}`;
  return {
    sentence: `No message of ${name} was meant for this person${run.status === "ended" ? "" : " yet"}.`,
    decidedAt: run.ended_at,
    checks: [
      { rule: "journey", passed: true, detail: `Came in to ${name}`, deciding: false },
      { rule: "path", passed: false, detail, deciding: true },
    ],
    mend: { kind: "run", journeyId: run.journey_id, runId: run.id },
  };
}

async function neverCame(tx: Tx, profileId: Id, journeyId: Id): Promise<WhyNot> {
  const [row] = await tx.query<{ name: string; status: string; events: string[] | null; seen: string[] | null; early: boolean | null }>(
    "insights_never_came",
    `SELECT j.name, j.status, array_agg(DISTINCT t.event_name) AS events,
            array_agg(DISTINCT t.event_name) FILTER (WHERE EXISTS (SELECT 1 FROM event e WHERE e.environment_id = $1 AND e.profile_id = $2 AND e.name = t.event_name)) AS seen,
            (SELECT max(e.received_at) FROM event e WHERE e.environment_id = $1 AND e.profile_id = $2 AND e.name = ANY (array_agg(t.event_name)))
              < (SELECT min(v.published_at) FROM version v WHERE v.environment_id = $1 AND v.journey_id = $3) AS early
     FROM journey j LEFT JOIN trigger t ON t.environment_id = j.environment_id AND t.journey_id = j.id
     WHERE j.environment_id = $1 AND j.id = $3 GROUP BY 1, 2`,
    [tx.environmentId, profileId, journeyId],
  );
  const events = (row?.events ?? []).filter(Boolean);
  const seen = row?.seen ?? [];
  const name = row?.name ?? "This journey";
  const live = row?.status === "live";
  const checks: Check[] = [
    { rule: "journey", passed: live, detail: live ? `“${name}” is live` : `“${name}” is ${row?.status ?? "not live"}`, deciding: !live },
    {
      rule: "event",
      passed: seen.length > 0,
      detail:
        seen.length > 0
          ? `${seen.join(", ")} came, ${row?.early ? "before the journey was live" : "and was not what its entry asks for"}`
          : `No ${events.join(" or ") || "event of its entry"} has come from this person`,
      deciding: live,
    },
  ];
  const sentence = live ? `This person never came to “${name}”.` : `“${name}” lets nobody in: it is ${row?.status ?? "not live"}.`;
  return { sentence, decidedAt: null, checks, mend: { kind: "journey", journeyId } };
}

/** Nothing was ever meant for this person on the channel: what would happen to a message now. */
function fromConsent(matrix: ConsentMatrix, channel: "email" | "sms"): WhyNot {
  const name = called[channel];
  const point = matrix.contactPoints.find((one) => one.active && one.kind === (channel === "email" ? "email" : "phone"));
  const topics = matrix.topics.filter(({ kind, archived }) => kind === "topic" && !archived);
  const allowed = topics.filter((topic) => {
    const state = point?.answers[topic.key]?.state;
    return state === "granted" || (state === undefined && topic.noRecord === "opt-out");
  });
  const stopped = point?.channel?.state === "denied";
  const checks: Omit<Check, "deciding">[] = [
    {
      rule: "contact-point",
      passed: point !== undefined,
      detail: point
        ? `${name === "SMS" ? "Number" : "Address"} ${point.hint}`
        : `No ${channel === "email" ? "e-mail address" : "phone number"} is known`,
    },
    {
      rule: "suppression",
      passed: !point?.suppression,
      detail: point?.suppression ? `Suppressed: ${point.suppression.reason.replaceAll("-", " ")}` : "Not suppressed",
    },
    { rule: "channel-consent", passed: !stopped, detail: stopped ? `Refused all ${name}` : `Has not refused all ${name}` },
    {
      rule: "topic-consent",
      passed: allowed.length > 0,
      detail: allowed.length > 0 ? `May get ${allowed.map(({ name: topic }) => topic).join(", ")}` : "No topic is allowed on this channel",
    },
  ];
  const deciding = checks.findIndex(({ passed }) => !passed);
  return {
    sentence:
      deciding < 0
        ? `No journey has planned any ${name} for this person yet; nothing stands in its way.`
        : `No ${name} was planned yet, and none could go: ${checks[deciding]?.detail ?? ""}.`,
    decidedAt: null,
    checks: checks.map((check, at) => ({ ...check, deciding: at === deciding })),
    mend: deciding < 0 ? null : { kind: "consent" },
  };
}
