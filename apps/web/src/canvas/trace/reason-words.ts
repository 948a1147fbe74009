/** What the machine and the ledger write down, in words for people. A text that is no code of ours is shown as it is. */
const reasons: Record<string, string> = {
  condition: "The condition held",
  "no-condition": "No condition held",
  delay: "Waits",
  "time-passed": "The time has passed",
  waiting: "Waits",
  happened: "It happened in time",
  timeout: "It did not happen in time",
  message: "The message is on its way",
  accepted: "Accepted by the provider",
  unknown: "Sent, the outcome is not known",
  rejected: "Refused by the provider",
  suppressed: "Not sent",
  expired: "It came too late to be of use",
  paused: "Held while the journey is paused",
  resumed: "Goes on",
  entered: "Came here",
  cancelled: "Taken out by hand",
  stopped: "The journey was stopped",
  merged: "Two people turned out to be one",
  brake: "Sending is stopped",
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
  "too-old": "The event was too old",
  "no-key": "The event lacks the property that tells runs apart",
  audience: "Not in the audience",
  historical: "A historical event starts nothing",
  reentry: "May not enter again",
  open: "Is still inside",
  never: "Was inside before",
  "too-soon": "Was inside too recently",
};

export function reasonWords(reason: string): string {
  return Object.hasOwn(reasons, reason)
    ? (reasons[reason] as string)
    : reason.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
}

export const stateWords: Record<string, string> = {
  planned: "Planned",
  held: "Held",
  claimed: "Being sent",
  accepted: "Accepted",
  rejected: "Rejected",
  unknown: "Outcome unknown",
  suppressed: "Not sent",
  cancelled: "Cancelled",
  expired: "Expired",
};
