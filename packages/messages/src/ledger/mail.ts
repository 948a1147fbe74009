import type { Id, Instant } from "@journeyman/core";
import type { MessageOutcome } from "@journeyman/node-kit";

/** What the run's mailbox holds of a message that has ended for it; the machine's mail of kind `message`. */
export type MessageMail = { id: Id; at: Instant; kind: "message"; node: string; visit: number; result: MessageOutcome };
