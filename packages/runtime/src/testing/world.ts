import { recordConsent } from "@journeyman/consent/store";
import { type Id, type JsonObject, newId } from "@journeyman/core";
import { collect, parseContact, setContactPoints } from "@journeyman/customers";
import { compile, type DefinitionInput, definitionSchema, type Plan } from "@journeyman/journey";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { channels, notify, sqlJson } from "@journeyman/store";
import type { RuntimeDeps } from "../types.ts";

export type Sql = <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;

export type Published = { journeyId: Id; versionId: Id; plan: Plan };
export type TestPerson = { profileId: Id; userId: string; email: string };
/** With `traits` it is an identify. */
export type TestEvent = {
  name: string;
  properties?: JsonObject;
  traits?: JsonObject;
  at?: number;
  messageId?: string;
  historical?: boolean;
};

/** One environment with topics, published templates and providers, and the means to live in it. For tests and the benchmark. */
export type World = {
  environmentId: Id;
  deps: RuntimeDeps;
  sql: Sql;
  publish(definition: Omit<DefinitionInput, "journey" | "name"> & { journey?: string; name?: string }): Promise<Published>;
  template(key: string, channel: "email" | "sms", content: JsonObject): Promise<void>;
  person(options?: { traits?: JsonObject; consent?: "granted" | "denied" | "none"; zone?: string; phone?: string }): Promise<TestPerson>;
  /** Commits events as the collector does; routing is somebody else's. */
  track(person: Pick<TestPerson, "userId">, ...events: readonly TestEvent[]): Promise<void>;
  /** The same event for each of them in one request, as a server's SDK sends them. */
  trackAll(people: readonly Pick<TestPerson, "userId">[], event: TestEvent): Promise<void>;
  /** Somebody with an anonymous id only. */
  anonymous(): Promise<TestPerson & { anonymousId: string }>;
  /** With the anonymous id, and with the user id when there is one. */
  trackAnonymous(person: { anonymousId: string; userId: string }, ...events: readonly TestEvent[]): Promise<void>;
};

export type WorldOptions = {
  environmentId: Id;
  deps: RuntimeDeps;
  /** As the database's owner. */
  sql: Sql;
  smtpPort: number;
  twilio?: { baseUrl: string; accountSid: string; authToken: string };
};

/** A single client takes one query at a time; tests ask for several. */
export function oneByOne(run: (text: string, values: readonly unknown[]) => Promise<object[]>): Sql {
  let last: Promise<unknown> = Promise.resolve();
  return <R extends object>(text: string, values: readonly unknown[] = []) => {
    const next = last.then(() => run(text, values) as Promise<R[]>);
    last = next.catch(() => {});
    return next;
  };
}

export async function createWorld({ environmentId, deps, sql, smtpPort, twilio }: WorldOptions): Promise<World> {
  const { store, vault } = deps;
  await sql("INSERT INTO topic (environment_id, id, key, name) VALUES ($1, $2, 'offers', 'Offers')", [environmentId, newId()]);
  const settings = {
    host: "127.0.0.1",
    port: smtpPort,
    security: "none",
    from: { name: "Northkettle", address: "shop@northkettle.example" },
  };
  await addProvider("email", "smtp", settings, null);
  if (twilio) {
    const secrets = vault.environmentCipher(environmentId).seal({ authToken: twilio.authToken });
    await addProvider("sms", "twilio", { accountSid: twilio.accountSid, from: "+15005550006", baseUrl: twilio.baseUrl }, secrets);
  }

  async function addProvider(channel: string, kind: string, given: JsonObject, secrets: Buffer | null): Promise<void> {
    await sql(
      `INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, fake, webhook_token) VALUES ($1, $2, $3, $4, $4, $5, $6, true, $7)`,
      [environmentId, newId(), channel, kind, sqlJson(given), secrets, newId()],
    );
  }

  async function addIdentity(profileId: Id, kind: string, value: string): Promise<void> {
    await sql("INSERT INTO identity (environment_id, kind, value_hash, profile_id, value) VALUES ($1, $2, $3, $4, $5)", [
      environmentId,
      kind,
      vault.blindIndex(environmentId, kind, value),
      profileId,
      value,
    ]);
  }

  async function collectFor(whos: readonly { userId?: string; anonymousId?: string }[], events: readonly TestEvent[]): Promise<void> {
    await store.tenant(environmentId, async (tx) => {
      const collected = await collect(
        tx,
        vault,
        whos.flatMap((who) =>
          events.map((event) => ({
            ...who,
            messageId: event.messageId ?? newId(),
            type: event.traits ? ("identify" as const) : ("track" as const),
            name: event.name,
            at: event.at ?? tx.now(),
            properties: event.properties ?? {},
            traits: event.traits ?? {},
            context: {},
            sourceId: null,
            historical: event.historical ?? false,
            trusted: true,
            depth: 0,
          })),
        ),
      );
      for (const profileId of collected.people) await notify(tx, channels.inbox, `${environmentId}:${profileId}`);
    });
  }

  const world: World = {
    environmentId,
    deps,
    sql,
    async publish(given) {
      const key = given.journey ?? `journey-${newId().slice(-8)}`;
      const plan = compile(definitionSchema.parse({ journey: key, name: "A journey", ...given }), canvasRegistry);
      const [journeyId, versionId] = [newId(), newId()];
      await sql("INSERT INTO journey (environment_id, id, key, name, status, live_version_id) VALUES ($1, $2, $3, $4, 'live', $5)", [
        environmentId,
        journeyId,
        key,
        plan.name,
        versionId,
      ]);
      await sql(
        "INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $2, $3, 1, $4, $5, '')",
        [environmentId, versionId, journeyId, sqlJson(given), sqlJson(plan)],
      );
      for (const event of new Set(plan.entries.map((entry) => entry.event))) {
        await sql("INSERT INTO trigger (environment_id, event_name, journey_id, version_id) VALUES ($1, $2, $3, $4)", [
          environmentId,
          event,
          journeyId,
          versionId,
        ]);
      }
      return { journeyId, versionId, plan };
    },
    async template(key, channel, content) {
      const [id, versionId] = [newId(), newId()];
      await sql(
        "INSERT INTO template (environment_id, id, key, name, channel, current_version_id, draft) VALUES ($1, $2, $3, $3, $4, $5, '{}')",
        [environmentId, id, key, channel, versionId],
      );
      await sql("INSERT INTO template_version (environment_id, id, template_id, number, content) VALUES ($1, $2, $3, 1, $4)", [
        environmentId,
        versionId,
        id,
        sqlJson(content),
      ]);
    },
    async person({ traits = {}, consent = "granted", zone, phone } = {}) {
      const profileId = newId();
      const name = profileId.replaceAll("-", "").slice(-14);
      const person = { profileId, userId: `user-${name}`, email: `${name}@example.com` };
      await sql("INSERT INTO profile (environment_id, id, traits, time_zone) VALUES ($1, $2, $3, $4)", [
        environmentId,
        profileId,
        sqlJson(traits),
        zone ?? null,
      ]);
      await addIdentity(profileId, "user_id", person.userId);
      await store.lockPerson(environmentId, profileId, async (tx) => {
        const contacts = [parseContact("email", person.email), ...(phone === undefined ? [] : [parseContact("phone", phone)])];
        const points = await setContactPoints(
          tx,
          vault,
          profileId,
          contacts.filter((contact) => contact !== undefined),
          [],
        );
        if (consent === "none") return;
        const common = { profileId, subject: "offers", state: consent, basis: "consent", method: "api", at: tx.now() } as const;
        await recordConsent(
          tx,
          points.map((contactPointId) => ({ ...common, contactPointId })),
        );
      });
      return person;
    },
    track: (person, ...events) => collectFor([{ userId: person.userId }], events),
    trackAll: (people, event) =>
      collectFor(
        people.map(({ userId }) => ({ userId })),
        [event],
      ),
    async anonymous() {
      const profileId = newId();
      const anonymousId = `anonymous-${newId().slice(-12)}`;
      await sql("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [environmentId, profileId]);
      await addIdentity(profileId, "anonymous_id", anonymousId);
      return { profileId, anonymousId, userId: "", email: "" };
    },
    trackAnonymous: ({ anonymousId, userId }, ...events) => collectFor([{ anonymousId, ...(userId === "" ? {} : { userId }) }], events),
  };

  await world.template("hello", "email", {
    subject: "Hello {{ person.firstName | default: 'you' }}",
    html: '<p>Dear {{ person.firstName | default: "you" }}, <a href="https://shop.example/cart">your cart</a></p><p>{{ postal_address }}</p><a href="{{ unsubscribe_url }}">Unsubscribe</a>',
  });
  await world.template("thanks", "email", {
    subject: "Thank you",
    html: '<p>Thank you.</p><p>{{ postal_address }}</p><a href="{{ unsubscribe_url }}">Unsubscribe</a>',
  });
  await world.template("text", "sms", { text: "Your cart is waiting. Reply STOP to opt out." });
  return world;
}
