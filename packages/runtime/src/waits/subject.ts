import type { WaitSubject } from "@journeyman/node-kit";

/** How a wait's subject is stored and looked up: `event:Order Completed`, `message:remind:clicked`. */
export function subjectKey(subject: WaitSubject): string {
  return "event" in subject ? eventSubject(subject.event) : messageSubject(subject.message, subject.state);
}

export function eventSubject(name: string): string {
  return `event:${name}`;
}

export function messageSubject(node: string, state: string): string {
  return `message:${node}:${state}`;
}
