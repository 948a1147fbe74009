/** What the machine and the ledger write down, in words for people. */
const reasons: Readonly<Record<string, string>> = {
  condition: "The condition held",
  "no-condition": "No condition held",
  delay: "Waits",
  "time-passed": "The time has passed",
  waiting: "Waits",
  happened: "It happened in time",
  timeout: "It did not happen in time",
  message: "The message is on its way",
  entered: "Came here",
  paused: "Held while the journey is paused",
  resumed: "Goes on",
  done: "Went through to the end",
  goal: "Reached the goal",
  cancelled: "Taken out by hand",
  stopped: "The journey was stopped",
  merged: "Two people turned out to be one",
  "run-ended": "The person left the journey before it went out",
  "longest-life": "Was inside for as long as the journey allows",
  "too-many-steps": "Went through more steps than one run may",
  fault: "The step could not be carried out",
  accepted: "Accepted by the provider",
  unknown: "Sent, the outcome is not known",
  rejected: "Refused by the provider",
  suppressed: "Not sent",
  brake: "Sending is stopped",
  expired: "It came too late to be of use",
  "no-provider": "Nothing carries this channel yet",
  "no-answer": "Whether the provider took it is not known",
  "lease-spent": "The outcome was not written down in time",
  "not-arrived": "Somebody found out that it did not arrive",
  "claim-too-old": "Its turn came too late; it was given back unsent",
  "template-missing": "The template is not published",
  "template-error": "The template could not be filled in",
  "provider-rejected": "Refused by the provider",
  "provider-failed": "The provider could not deliver it",
  "provider-refused": "The provider would not take it now",
  "provider-refused-late": "The provider would not take it, and the run has gone on",
  "provider-refused-too-often": "The provider would not take it, however often it was asked",
  "no-address": "No address or number is known",
  "address-replaced": "The person has a newer address",
  "test-environment": "The test environment writes only to listed recipients",
  "suppressed-hard-bounce": "The address bounced before",
  "suppressed-complaint": "The person complained before",
  "suppressed-objection": "The person objected to all marketing",
  "suppressed-manual": "The address is on the suppression list",
  "channel-denied": "The person refused the whole channel",
  "no-topic": "The step names no topic, and the message is not transactional",
  "topic-archived": "The topic is archived",
  "topic-denied": "The person refused the topic",
  "no-consent": "The person never agreed to the topic",
  "consent-expired": "The agreement has expired",
  cap: "The person has had as many messages as the cap allows",
  "quiet-hours": "It is quiet hours where the person is",
};

/** A reason in words; an exit's own and a provider's are shown as they are. */
export function reasonText(reason: string): string;
export function reasonText(reason: string | null): string | null;
export function reasonText(reason: string | null): string | null {
  return reason === null ? null : wordsOf(reasons, reason);
}

const refusals: Readonly<Record<string, string>> = {
  audience: "Not in the audience",
  reentry: "May not enter again",
  paused: "The journey is paused",
  historical: "A historical event starts nothing",
  "too-old": "The event was too old",
  "no-key": "The event lacks the property that tells runs apart",
};

const reentries: Readonly<Record<string, string>> = {
  open: "is still inside",
  never: "was inside before",
  "too-soon": "was inside too recently",
};

/** Why somebody at the door was not let in; a time in it is ISO 8601 in UTC. */
export function refusalText(reason: string, detail: Readonly<Record<string, unknown>>): string {
  const because = typeof detail.because === "string" ? `: ${reentries[detail.because] ?? detail.because}` : "";
  const until = typeof detail.until === "number" ? `, until ${new Date(detail.until).toISOString()}` : "";
  return `${wordsOf(refusals, reason)}${because}${until}`;
}

export function insideSentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function wordsOf(words: Readonly<Record<string, string>>, code: string): string {
  if (Object.hasOwn(words, code)) return words[code] as string;
  const plain = code.replaceAll("-", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
