import { type Decision, type DecisionInputs, decide } from "@journeyman/consent";
import { type Id, type Instant, newId, sha256Hex } from "@journeyman/core";
import { withPlace } from "@journeyman/customers";
import { keyOf } from "@journeyman/journey/machine";
import { type SimulatedDelivery, type SimulatedMessage, type Simulation, simulate } from "@journeyman/journey/simulate";
import { subjectKey, type WaitSubject } from "@journeyman/node-kit";
import { machineRegistry } from "@journeyman/nodes/machine";
import { nilId } from "@journeyman/store";
import { topics } from "../content/topics.ts";
import type { Random } from "../random.ts";
import type { InventedPerson } from "./people.ts";
import type { PlacedEvent, Points } from "./person-rows.ts";
import type { LiveJourney, Setting } from "./setting.ts";
import type { Rows } from "./tables.ts";

type Context = { person: InventedPerson; points: Points; events: readonly PlacedEvent[]; setting: Setting; random: Random };

type Sent = { message: SimulatedMessage; decision: Decision; delivery: SimulatedDelivery };

/** Nobody has decided on a field yet where the demo is written. */
const noClasses = { known: new Map(), full: false };

/** Every run that a journey would have had with this person, from the first day of the journey on: the product's own machine over the past. */
export function addRuns(rows: Rows, journey: LiveJourney, since: Instant, context: Context): void {
  const { events, setting } = context;
  const names = new Set(journey.plan.entries.map(({ event }) => event));
  const { country, locale, zone } = context.person;
  const traits = withPlace({ traits: context.person.traits, country, locale, time_zone: zone }, noClasses);
  let free = since;
  let starts = 0;
  for (const trigger of events) {
    if (trigger.at < free || !names.has(trigger.name)) continue;
    const sent: Sent[] = [];
    const result = simulate({
      plan: journey.plan,
      registry: machineRegistry,
      person: { traits, sealedTraits: ["email"], zone },
      events: events.filter((event) => event.position >= trigger.position),
      start: trigger.at,
      until: setting.now,
      deliver: (message) => {
        const one = judge(message, context);
        sent.push({ message, ...one });
        return one.delivery;
      },
    });
    if (result.enteredAt === undefined) continue;
    starts++;
    addRun(rows, journey, trigger, result, sent, starts, context);
    if (!result.exit || journey.plan.reentry.rule === "never") return;
    free = result.exit.at;
  }
}

function named(key: string | undefined): { name?: string } {
  const name = topics.find((topic) => topic.key === key)?.name;
  return name === undefined ? {} : { name };
}

/** The real decision over what the person had agreed to at that time, and what became of the message. */
function judge(message: SimulatedMessage, { person, points, random }: Context): { decision: Decision; delivery: SimulatedDelivery } {
  const point = message.channel === "sms" ? points.phone : points.email;
  const offers = person.offers && person.offers.at <= message.at ? person.offers : null;
  const inputs: DecisionInputs = {
    now: message.at,
    leaseMs: 30_000,
    channel: message.channel,
    class: "marketing",
    preview: false,
    contactPoint: point ? "active" : "none",
    environmentKind: "test",
    providerFake: true,
    recipientListed: false,
    topic: {
      key: message.topic ?? "",
      ...named(message.topic),
      noRecord: message.topic === "offers" ? "opt-in" : "opt-out",
      archived: false,
    },
    ...(offers && message.topic === "offers" ? { topicConsent: offers } : {}),
    ...(message.channel === "sms" && person.stoppedAt !== null && person.stoppedAt <= message.at
      ? { channelConsent: { state: "denied" as const, at: person.stoppedAt } }
      : {}),
    zones: { names: [person.zone], source: "profile" },
  };
  const decision = decide(inputs);
  if (!decision.go) return { decision, delivery: { outcome: "skipped", state: "suppressed", reason: decision.reason } };
  const opened = random.chance(0.46);
  const clicked = opened && random.chance(0.34);
  const openedAfter = random.between(20, 90) * 1000;
  return {
    decision,
    delivery: {
      outcome: "done",
      state: "accepted",
      afterMs: random.between(150, 900),
      engagement: [
        { state: "delivered", afterMs: 1500 },
        ...(opened ? [{ state: "opened" as const, afterMs: openedAfter }] : []),
        ...(clicked ? [{ state: "clicked" as const, afterMs: openedAfter + random.between(3, 20) * 1000 }] : []),
      ],
    },
  };
}

function addRun(
  rows: Rows,
  journey: LiveJourney,
  trigger: PlacedEvent,
  result: Simulation,
  sent: readonly Sent[],
  starts: number,
  context: Context,
): void {
  const { person, setting, events } = context;
  const enteredAt = result.enteredAt ?? trigger.at;
  const runId = newId(enteredAt);
  const key =
    keyOf(journey.plan, {
      id: trigger.id,
      name: trigger.name,
      at: trigger.at,
      position: trigger.position,
      properties: trigger.properties,
    }) ?? "";
  const keyHash = Buffer.from(sha256Hex(key), "hex");
  const tokens = Object.entries(result.state?.tokens ?? {});
  const untils = tokens.map(([, token]) => token.until).filter((until) => until !== undefined);
  const wakeAt = result.exit || untils.length === 0 ? null : Math.min(...untils);
  const own = { run_id: runId, profile_id: person.id };
  rows.run.push({
    id: runId,
    journey_id: journey.id,
    version_id: journey.versionId,
    profile_id: person.id,
    key_hash: keyHash,
    trigger_event_id: trigger.id,
    status: result.exit ? "ended" : "active",
    preview: false,
    state: result.state ?? null,
    seq: result.advances,
    answer: result.exit ? { next: "exit" } : { next: "wait", ...(wakeAt === null ? {} : { alarm: wakeAt }) },
    wake_at: wakeAt,
    from_position: trigger.position - 1,
    entered_at: enteredAt,
    ended_at: result.exit?.at ?? null,
    exit_reason: result.exit?.reason ?? null,
  });
  const door = {
    journey_id: journey.id,
    profile_id: person.id,
    key_hash: keyHash,
    open_run_id: result.exit ? null : runId,
    last_start: enteredAt,
    last_end: result.exit?.at ?? null,
    starts,
  };
  const known = rows.entry.findLastIndex((row) => row.journey_id === journey.id && row.profile_id === person.id);
  if (known >= 0) rows.entry[known] = door;
  else rows.entry.push(door);
  for (const trace of result.trace) {
    const { reason, readings, detail } = trace.because;
    rows.trace.push({
      ...own,
      id: newId(trace.at),
      version_id: journey.versionId,
      node: trace.node,
      visit: trace.visit,
      kind: trace.kind,
      port: trace.port ?? null,
      at: trace.at,
      detail: { reason, readings, ...detail },
    });
    const what =
      trace.kind === "entered"
        ? "entered"
        : trace.kind === "left"
          ? `left:${trace.port ?? ""}`
          : trace.kind === "exit"
            ? `exit:${reason}`
            : undefined;
    if (what)
      rows.tally.push({
        version_id: journey.versionId,
        node: trace.kind === "exit" ? "" : trace.node,
        what,
        at: Math.floor(trace.at / 3_600_000) * 3_600_000,
      });
  }
  for (const goal of result.goals) {
    const event = events.find((one) => one.at === goal.at && one.name === journey.plan.goal?.event);
    if (event)
      rows.conversion.push({
        ...own,
        event_id: event.id,
        version_id: journey.versionId,
        value: goal.value ?? null,
        currency: goal.currency ?? null,
        at: goal.at,
      });
  }
  for (const one of sent) addMessage(rows, journey, runId, one, context);
  if (result.exit) return;
  // Whoever is still inside waits on something alive: the worker's first round starts their drivers.
  rows.poke.push({ ...own, kind: "start", stamp: newId(setting.now), due_at: setting.now, attempts: 0 });
  for (const [name, token] of tokens) {
    const node = journey.plan.nodes[token.node];
    const subjects = node?.kind === "wait-for" ? (node.settings.any as unknown as Record<string, WaitSubject>) : {};
    for (const [port, subject] of Object.entries(subjects)) {
      rows.wait.push({
        ...own,
        id: newId(token.since),
        token: name,
        node: token.node,
        visit: token.visit,
        name: port,
        subject: subjectKey(subject),
        filter: "event" in subject ? (subject.where ?? null) : null,
        from_position: context.events.length,
        since: enteredAt,
        until: token.until ?? null,
      });
    }
  }
}

function addMessage(
  rows: Rows,
  journey: LiveJourney,
  runId: Id,
  { message, decision, delivery }: Sent,
  { person, points, setting }: Context,
): void {
  const id = newId(message.at);
  const template = setting.templates.get(message.template);
  const accepted = delivery.outcome === "done";
  const acceptedAt = accepted ? message.at + (delivery.afterMs ?? 0) : null;
  const seen = (state: string) => {
    const engagement = delivery.engagement?.find((one) => one.state === state);
    const at = engagement && acceptedAt !== null ? acceptedAt + engagement.afterMs : null;
    return at !== null && at <= setting.now ? at : null;
  };
  const times = { delivered_at: seen("delivered"), opened_at: seen("opened"), clicked_at: seen("clicked") };
  rows.message.push({
    run_id: runId,
    id,
    node: message.node,
    visit: message.visit,
    channel: message.channel,
    endpoint: (message.channel === "sms" ? points.phone : points.email) ?? nilId,
    profile_id: person.id,
    journey_id: journey.id,
    version_id: journey.versionId,
    template_id: template?.id ?? null,
    template_version_id: template?.versionId ?? null,
    topic: message.topic ?? null,
    class: "marketing",
    state: accepted ? "accepted" : "suppressed",
    reason: decision.go ? null : decision.reason,
    decision,
    settings: { quietHours: message.quietHours },
    attempts: accepted ? 1 : 0,
    provider_id: accepted ? (setting.providers.get(message.channel) ?? null) : null,
    provider_message_id: accepted ? `demo-${id}` : null,
    planned_at: message.at,
    accepted_at: acceptedAt,
    final_at: acceptedAt ?? message.at,
    ...times,
  });
  for (const [kind, at] of [
    ["delivered", times.delivered_at],
    ["opened", times.opened_at],
    ["clicked", times.clicked_at],
  ] as const) {
    if (at === null) continue;
    const provider = kind === "delivered" ? setting.providers.get(message.channel) : undefined;
    rows.message_fact.push({
      id: newId(at),
      provider_id: provider ?? nilId,
      provider_event_id: `demo:${id}:${kind}`,
      kind,
      run_id: runId,
      message_id: id,
      automatic: false,
      detail: {},
      at,
      received_at: at,
    });
  }
}
