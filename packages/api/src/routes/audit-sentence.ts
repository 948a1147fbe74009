const verbs: Record<string, string> = {
  "journey.create": "made the journey",
  "journey.publish": "published the journey",
  "journey.restore": "restored an earlier version of the journey",
  "journey.pause": "paused the journey",
  "journey.resume": "resumed the journey",
  "journey.stop": "stopped the journey",
  "journey.archive": "archived the journey",
  "journey.unarchive": "brought back the journey",
  "template.create": "made the message",
  "template.publish": "published the message",
  "template.archive": "archived the message",
  "template.unarchive": "brought back the message",
  "template.approve": "decided whether the message is transactional",
  "template.test": "sent a test of the message",
  "topic.create": "made the topic",
  "topic.save": "changed the topic",
  "topic.archive": "archived the topic",
  "topic.unarchive": "brought back the topic",
  "provider.create": "added a provider",
  "provider.save": "changed a provider",
  "source.create": "made a source",
  "source.revoke": "revoked a source",
  "api-key.create": "made an API key",
  "api-key.revoke": "revoked an API key",
  "member.create": "added a member",
  "member.role": "changed a member's role",
  "member.disable": "disabled a member",
  "member.enable": "enabled a member",
  "workspace.save": "changed the workspace's settings",
  "sending.brake": "stopped all sending",
  "sending.release": "let sending go on",
  "field.classify": "said what a field is",
  "profile.view": "looked at a person",
  "profile.reveal": "looked at a person's contact fields",
  "session.create": "signed in",
  "session.revoke": "ended a session",
};

/** "published the journey Abandoned cart"; an action without words of its own is shown as it is. */
export function auditSentence(action: string, subject: string | null): string {
  const words = verbs[action] ?? action;
  return subject ? `${words} ${subject}` : words;
}
