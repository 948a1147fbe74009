const reasons: Record<string, string> = {
  brake: "Sending is stopped",
  expired: "It came too late to be of use",
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

/** A reason in words; one of a provider's is shown as it is. */
export function reasonText(reason: string | null): string | null {
  if (reason === null) return null;
  return reasons[reason] ?? reason.replaceAll("-", " ");
}
