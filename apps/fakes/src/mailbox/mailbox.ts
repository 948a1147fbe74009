import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { logLine } from "../log.ts";
import type { AcceptedMessage, Channel, MailboxEvent, Reply, StatusChange } from "./types.ts";

export type MessageFilter = { to?: string; channel?: Channel; since?: string; messageId?: string };

/** Bodies kept in memory; of older messages the rest is. All of it is in the file. */
const bodiesKept = 5000;

/**
 * Everything the fakes accepted, in order. It is the witness of what was really sent, so a message is in the file before its sender is
 * told yes, and nothing but what came over the wire goes in.
 */
export class Mailbox {
  readonly #path: string;
  readonly #file: number;
  #isBroken = false;
  readonly #listeners = new Set<(event: MailboxEvent) => void>();
  #messages: AcceptedMessage[] = [];
  #replies: Reply[] = [];
  #statuses = new Map<string, StatusChange[]>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) this.#reload();
    this.#file = openSync(path, "a", 0o600);
    // Behind half a line of a killed process the next one would be lost as well.
    if (this.#isBroken) writeSync(this.#file, "\n");
  }

  accept(message: AcceptedMessage): void {
    this.#record({ type: "accepted", message });
  }

  changeStatus(change: StatusChange): void {
    this.#record({ type: "status", change });
  }

  addReply(reply: Reply): void {
    this.#record({ type: "reply", reply });
  }

  clear(): void {
    this.#record({ type: "cleared", at: new Date().toISOString() });
  }

  /** Accepted messages, oldest first. `to` matches the whole address, without regard to case. */
  list(filter: MessageFilter = {}): AcceptedMessage[] {
    const to = filter.to?.toLowerCase();
    return this.#messages.filter(
      (one) =>
        (to === undefined || one.to.toLowerCase() === to) &&
        (filter.channel === undefined || one.channel === filter.channel) &&
        (filter.since === undefined || one.acceptedAt >= filter.since) &&
        (filter.messageId === undefined || one.messageId === filter.messageId),
    );
  }

  find(id: string): AcceptedMessage | undefined {
    return this.#messages.findLast((one) => one.id === id);
  }

  replies(): readonly Reply[] {
    return this.#replies;
  }

  statusesOf(id: string): readonly StatusChange[] {
    return this.#statuses.get(id) ?? [];
  }

  /** Calls back for each event from now on, before whoever caused it goes on. Answers how to stop. */
  follow(listener: (event: MailboxEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    closeSync(this.#file);
  }

  #record(event: MailboxEvent): void {
    writeSync(this.#file, `${JSON.stringify(event)}\n`);
    this.#apply(event);
    for (const listener of this.#listeners) listener(event);
  }

  #apply(event: MailboxEvent): void {
    switch (event.type) {
      case "accepted": {
        this.#messages.push(event.message);
        const old = this.#messages.at(-bodiesKept - 1);
        if (old) {
          delete old.html;
          delete old.source;
          old.text = "";
        }
        return;
      }
      case "status": {
        const changes = this.#statuses.get(event.change.id);
        if (changes) changes.push(event.change);
        else this.#statuses.set(event.change.id, [event.change]);
        return;
      }
      case "reply":
        this.#replies.push(event.reply);
        return;
      case "cleared":
        this.#messages = [];
        this.#replies = [];
        this.#statuses = new Map();
    }
  }

  /** A process killed in the middle of a line leaves half of one; it was not accepted then. */
  #reload(): void {
    const text = readFileSync(this.#path, "utf8");
    this.#isBroken = text !== "" && !text.endsWith("\n");
    for (const line of text.split("\n")) {
      if (line === "") continue;
      try {
        this.#apply(JSON.parse(line) as MailboxEvent);
      } catch {
        logLine("warn", "A line of the log of accepted messages is not whole and was left out.");
      }
    }
  }
}
