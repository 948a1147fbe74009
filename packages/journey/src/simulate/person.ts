import type { Instant, JsonObject } from "@journeyman/core";
import type { EventFact, Facts, MessageFact } from "@journeyman/expressions";
import type { SimulatedEvent, SimulatedMessage, SimulatedPerson } from "./types.ts";

/** Someone who exists only in memory: what is known of them at each moment of the simulation. */
export class Person {
  readonly zone: string;
  readonly #person: SimulatedPerson;
  readonly #events: EventFact[] = [];
  #traits: JsonObject;
  #position = 0;

  constructor(person: SimulatedPerson) {
    this.#person = person;
    this.zone = person.zone ?? "UTC";
    this.#traits = { ...person.traits };
    for (const event of [...(person.history ?? [])].sort((a, b) => a.at - b.at)) this.record(event);
  }

  get position(): number {
    return this.#position;
  }

  record(event: SimulatedEvent): EventFact {
    if (event.traits) this.#traits = { ...this.#traits, ...event.traits };
    const position = ++this.#position;
    const fact = { id: event.id ?? `event-${position}`, name: event.name, at: event.at, position, properties: event.properties ?? {} };
    this.#events.push(fact);
    return fact;
  }

  /** The next position without an event: for a message fact, which is routed in the same order. */
  next(): number {
    return ++this.#position;
  }

  eventsAfter(position: number): EventFact[] {
    return this.#events.filter((event) => event.position > position);
  }

  facts(trigger: EventFact | undefined, messages: readonly MessageFact[]): Facts {
    const events: Record<string, EventFact[]> = {};
    for (const event of this.#events)
      events[event.name] = [...(Object.hasOwn(events, event.name) ? (events[event.name] ?? []) : []), event];
    return {
      traits: this.#traits,
      sealedTraits: this.#person.sealedTraits ?? [],
      ...(trigger ? { trigger } : {}),
      events,
      consent: this.#person.consent ?? {},
      messages,
      variables: {},
      zone: this.zone,
    };
  }
}

export type Engagement = {
  node: string;
  visit: number;
  state: "delivered" | "opened" | "clicked" | "bounced";
  at: Instant;
  position: number;
};

export function messageFacts(messages: readonly SimulatedMessage[], engagement: readonly Engagement[]): MessageFact[] {
  return messages.map(({ node, visit, result }) => {
    const has = (state: Engagement["state"]) => engagement.some((one) => one.node === node && one.visit === visit && one.state === state);
    const [delivered, opened, clicked, bounced] = [has("delivered"), has("opened"), has("clicked"), has("bounced")];
    return {
      node,
      state: result?.state ?? "planned",
      delivered: delivered || opened || clicked,
      opened: opened || clicked,
      clicked,
      bounced,
    };
  });
}
