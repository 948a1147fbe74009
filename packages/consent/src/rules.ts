import { elapsedMs, type Instant, localAt } from "@journeyman/core";
import { nextAllowed } from "./quiet-hours.ts";
import type { Check, DecisionInputs, Reason, Rule, Verdict } from "./types.ts";

/** What one rule says: passed, or what becomes of the message and why. */
export type Judgement = { detail: string; inputs: Check["inputs"]; refused?: { verdict: Verdict; reason: Reason; until?: Instant } };

type Judge = (inputs: DecisionInputs) => Judgement;

/** A message held by the brake is looked at again after a quarter of the time that the brake has been on, within these bounds. */
const brakeRecheckMs = { least: 60_000, most: 15 * 60_000 };

/** In this order: the first that refuses decides. */
export const rules: readonly (readonly [Rule, Judge])[] = [
  ["brake", brake],
  ["expiry", expiry],
  ["contact-point", contactPoint],
  ["test-environment", testEnvironment],
  ["suppression", suppression],
  ["channel-consent", channelConsent],
  ["topic-consent", topicConsent],
  ["cap", cap],
  ["quiet-hours", quietHours],
];

function brake({ brake, now }: DecisionInputs): Judgement {
  if (!brake) return { detail: "Sending is on.", inputs: { brake: false } };
  const recheckMs = Math.min(Math.max((now - brake.since) / 4, brakeRecheckMs.least), brakeRecheckMs.most);
  return {
    detail: `Sending has been stopped since ${iso(brake.since)}${brake.reason ? `: ${brake.reason}` : ""}. The message waits.`,
    inputs: { brake: true, since: iso(brake.since) },
    refused: { verdict: "held", reason: "brake", until: now + Math.round(recheckMs) },
  };
}

function expiry({ expiresAt, now }: DecisionInputs): Judgement {
  if (expiresAt === undefined) return { detail: "It does not expire.", inputs: { expiresAt: null } };
  const inputs = { expiresAt: iso(expiresAt), now: iso(now) };
  if (now < expiresAt) return { detail: `It is worth sending until ${iso(expiresAt)}.`, inputs };
  return {
    detail: `It was worth sending until ${iso(expiresAt)}, and that is over.`,
    inputs,
    refused: { verdict: "expired", reason: "expired" },
  };
}

function contactPoint({ contactPoint, channel }: DecisionInputs): Judgement {
  const inputs = { contactPoint };
  const thing = channel === "sms" ? "phone number" : "e-mail address";
  if (contactPoint === "active") return { detail: `The person has this ${thing}.`, inputs };
  if (contactPoint === "none") {
    return { detail: `The person has no ${thing}.`, inputs, refused: { verdict: "suppressed", reason: "no-address" } };
  }
  return {
    detail: `The person has another ${thing} by now, and consent does not carry over to it.`,
    inputs,
    refused: { verdict: "suppressed", reason: "address-replaced" },
  };
}

function testEnvironment({ environmentKind, providerFake, recipientListed }: DecisionInputs): Judgement {
  const inputs = { environment: environmentKind, fakeProvider: providerFake, listed: recipientListed };
  if (environmentKind === "live") return { detail: "This is the live environment.", inputs };
  if (providerFake) return { detail: "This is the test environment, and its provider delivers to nobody.", inputs };
  if (recipientListed) return { detail: "This is the test environment, and the recipient is on its list.", inputs };
  return {
    detail:
      "From the test environment a real provider writes only to listed recipients, and this one is not on the list (Settings, Providers).",
    inputs,
    refused: { verdict: "suppressed", reason: "test-environment" },
  };
}

const suppressedBecause = {
  "hard-bounce": "the address does not exist or refuses all mail",
  complaint: "the person reported a message as spam",
  objection: "the person objected to marketing",
  manual: "someone of the team put it on the suppression list",
} as const;

function suppression({ suppression, class: kind }: DecisionInputs): Judgement {
  if (!suppression) return { detail: "The address is not on the suppression list.", inputs: { suppression: null } };
  const inputs = { suppression: suppression.reason, at: iso(suppression.at), class: kind };
  const because = suppressedBecause[suppression.reason];
  // An objection is against marketing; an order's confirmation still goes.
  if (suppression.reason === "objection" && kind === "transactional") {
    return { detail: `On the suppression list (${because}), which does not concern a transactional message.`, inputs };
  }
  return {
    detail: `On the suppression list since ${iso(suppression.at)}: ${because}.`,
    inputs,
    refused: { verdict: "suppressed", reason: `suppressed-${suppression.reason}` },
  };
}

function channelConsent({ channelConsent, channel, class: kind }: DecisionInputs): Judgement {
  // A refusal has no end: what expires is permission.
  const denied = channelConsent?.state === "denied";
  const inputs = {
    channel,
    channelConsent: channelConsent?.state ?? null,
    at: channelConsent ? iso(channelConsent.at) : null,
    class: kind,
  };
  const name = channel === "sms" ? "SMS" : "e-mail";
  if (!denied) return { detail: `The person has not refused ${name} as a whole.`, inputs };
  // After STOP a carrier blocks every text; an unsubscribe from all mail does not stop an invoice.
  if (kind === "transactional" && channel !== "sms") {
    return { detail: `The person refused ${name} as a whole, which does not concern a transactional message.`, inputs };
  }
  return {
    detail: `The person refused ${name} as a whole${channel === "sms" ? " (STOP)" : ""} on ${iso(channelConsent.at)}.`,
    inputs,
    refused: { verdict: "suppressed", reason: "channel-denied" },
  };
}

function topicConsent({ topic, topicConsent, class: kind, preview, now }: DecisionInputs): Judgement {
  const exempt = exemption(kind, preview);
  if (exempt) return { detail: `${exempt} needs no topic.`, inputs: { class: kind, preview } };
  if (!topic) {
    return {
      detail: "The message names no topic that exists, and its template is not approved as transactional.",
      inputs: { topic: null },
      refused: { verdict: "suppressed", reason: "no-topic" },
    };
  }
  const inputs = {
    topic: topic.key,
    noRecord: topic.noRecord,
    consent: topicConsent?.state ?? null,
    at: topicConsent ? iso(topicConsent.at) : null,
    expiresAt: topicConsent?.expiresAt === undefined ? null : iso(topicConsent.expiresAt),
  };
  const refuse = (reason: Reason, detail: string): Judgement => ({ detail, inputs, refused: { verdict: "suppressed", reason } });
  const called = topic.name === undefined ? topic.key : `“${topic.name}”`;
  if (topic.archived) return refuse("topic-archived", `The topic ${called} is archived; nothing is sent under it.`);
  if (topicConsent?.state === "denied") return refuse("topic-denied", `The person refused ${called} on ${iso(topicConsent.at)}.`);
  const expired = topicConsent?.expiresAt !== undefined && topicConsent.expiresAt <= now;
  if (topicConsent && !expired) return { detail: `The person agreed to ${called} on ${iso(topicConsent.at)}.`, inputs };
  if (topic.noRecord === "opt-out") {
    return {
      detail: `${expired ? "The agreement ran out" : "There is no record"}, and ${called} is sent until a person refuses.`,
      inputs,
    };
  }
  return expired
    ? refuse("consent-expired", `The agreement to ${called} ran out on ${inputs.expiresAt}.`)
    : refuse("no-consent", `The person never agreed to ${called}, which needs agreement first.`);
}

function cap({ cap, steppedOut, class: kind, preview, now }: DecisionInputs): Judgement {
  const exempt = exemption(kind, preview);
  if (exempt) return { detail: `${exempt} does not count against the cap.`, inputs: { class: kind, preview } };
  if (steppedOut?.includes("cap"))
    return { detail: "This journey steps out of the workspace's cap.", inputs: { cap: null, journey: "off" } };
  if (!cap) return { detail: "The workspace has no cap.", inputs: { cap: null } };
  const window = elapsedMs(cap.within);
  const inside = cap.sent.filter((at) => at > now - window).sort((a, b) => a - b);
  const blocking = inside[inside.length - cap.limit];
  const inputs = {
    limit: cap.limit,
    within: cap.within,
    sent: inside.length,
    frees: blocking === undefined ? null : iso(blocking + window),
  };
  const count = `${inside.length} of at most ${cap.limit} ${kind} messages in ${cap.within}`;
  if (inside.length < cap.limit) return { detail: `${count} went to this person.`, inputs };
  return { detail: `${count} already went to this person, over all journeys.`, inputs, refused: { verdict: "suppressed", reason: "cap" } };
}

function quietHours({ quietHours, steppedOut, zones, class: kind, preview, now, leaseMs, expiresAt }: DecisionInputs): Judgement {
  const exempt = exemption(kind, preview);
  if (exempt) return { detail: `${exempt} does not wait for quiet hours to end.`, inputs: { class: kind, preview } };
  if (steppedOut?.includes("quiet-hours"))
    return { detail: "This journey steps out of the workspace's quiet hours.", inputs: { quietHours: null, journey: "off" } };
  if (!quietHours) return { detail: "The workspace has no quiet hours on this channel.", inputs: { quietHours: null } };
  const until = nextAllowed(quietHours, zones.names, now, leaseMs);
  const hours = `${quietHours.from}–${quietHours.to}`;
  const clock = `${clockIn(now, zones.names)} for this person (${whose[zones.source]})`;
  const inputs = {
    quietHours: hours,
    otherwise: quietHours.otherwise,
    zones: zones.names,
    zoneFrom: zones.source,
    now: iso(now),
    leaseMs,
    until: until === undefined ? null : iso(until),
  };
  if (until === now) return { detail: `It is ${clock}; quiet hours are ${hours}.`, inputs };
  if (until === undefined) {
    const detail = `It is ${clock}; quiet hours are ${hours}, and no time of day is outside them everywhere the person may be.`;
    return { detail, inputs, refused: { verdict: "skipped", reason: "quiet-hours" } };
  }
  const start = `It is ${clock}, inside or about to enter quiet hours (${hours})`;
  if (quietHours.otherwise === "skip") {
    return { detail: `${start}; the step says to skip.`, inputs, refused: { verdict: "skipped", reason: "quiet-hours" } };
  }
  if (expiresAt !== undefined && until >= expiresAt) {
    const detail = `${start}; it may go at ${iso(until)}, after it is worth sending.`;
    return { detail, inputs, refused: { verdict: "expired", reason: "quiet-hours" } };
  }
  return { detail: `${start}; it may go at ${iso(until)}.`, inputs, refused: { verdict: "held", reason: "quiet-hours", until } };
}

const whose = {
  profile: "the person's own zone",
  country: "any zone of the person's country",
  journey: "the journey's zone; the person's is not known",
  workspace: "the workspace's zone; the person's is not known",
} as const;

function clockIn(at: Instant, zones: readonly string[]): string {
  const times = [...new Set(zones.map((zone) => localAt(at, zone).minutes))].map(
    (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`,
  );
  return times.length === 1 ? `${times[0]}` : `one of ${times.sort().join(", ")}`;
}

function exemption(kind: DecisionInputs["class"], preview: boolean): string | undefined {
  if (preview) return "A test send";
  return kind === "transactional" ? "A transactional message" : undefined;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
