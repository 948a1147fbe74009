import type { Engagement } from "@journeyman/messages";
import { subjectKey } from "@journeyman/node-kit";

/** A click says that the message was opened, and both that it arrived; the ledger raises its states the same way. */
const implied = {
  delivered: ["delivered"],
  opened: ["opened", "delivered"],
  clicked: ["clicked", "opened", "delivered"],
  bounced: ["bounced"],
} as const satisfies Record<Engagement, readonly Engagement[]>;

/** How a trace names what satisfied a wait for a message. */
export const engagementNames: Record<Engagement, string> = {
  delivered: "Message Delivered",
  opened: "Message Opened",
  clicked: "Message Clicked",
  bounced: "Message Bounced",
};

/** What waits may wait for that this says of the node's message. */
export function engagementSubjects(node: string, engagement: Engagement): string[] {
  return implied[engagement].map((state) => subjectKey({ message: node, state }));
}
