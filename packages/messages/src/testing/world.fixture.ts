import { randomBytes } from "node:crypto";
import { closeIdleSmtp } from "@journeyman/channels/providers";
import { recordConsent } from "@journeyman/consent/store";
import { type Id, type Json, type JsonObject, newId } from "@journeyman/core";
import { setContactPoints } from "@journeyman/customers";
import type { PlannedMessage } from "@journeyman/journey/machine";
import { nilId } from "@journeyman/store";
import { type SeededWorkspace, seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { openVault } from "@journeyman/vault";
import type { DeliverDeps } from "../delivery/deps.ts";
import type { Timing } from "../delivery/timing.ts";
import { type PlannedRow, type PlanningRun, planMessages } from "../ledger/plan-messages.ts";
import { type SmtpSink, smtpSink } from "./smtp-sink.fixture.ts";

export type Person = { profileId: Id; email: string; endpoint: Id };
export type Planned = { ref: { environmentId: Id; runId: Id; messageId: Id }; person: Person; row: PlannedRow };

/** One environment with a template, a topic and a real SMTP server for a provider. */
export type World = {
  db: TestDatabase;
  ids: SeededWorkspace;
  environmentId: Id;
  sink: SmtpSink;
  deps: DeliverDeps;
  key: Buffer;
  templateId: Id;
  providerId: Id;
  withTiming(timing: Partial<Timing>): DeliverDeps;
  person(options?: { consent?: "granted" | "denied" | "none"; zone?: string; phone?: string; email?: string | null }): Promise<Person>;
  consent(person: Person, state: "granted" | "denied", subject?: string): Promise<void>;
  run(person: Person): Promise<PlanningRun>;
  plan(person: Person, change?: Partial<PlannedMessage>, run?: PlanningRun): Promise<Planned>;
  message(planned: Planned): Promise<Record<string, Json> & { state: string; reason: string | null }>;
  mail(planned: Planned): Promise<{ kind: string; payload: JsonObject }[]>;
  sql<R extends object = Record<string, Json>>(text: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
};

export const content = {
  subject: "Hello {{ person.firstName | default: 'you' }}",
  html: '<p>Dear {{ person.firstName }}, <a href="https://shop.example/cart">your cart</a></p><p>{{ postal_address }}</p><a href="{{ unsubscribe_url }}">Unsubscribe</a>',
};

export async function world(options: { live?: boolean; quietHours?: object; cap?: object } = {}): Promise<World> {
  const db = await testDatabase();
  const ids = await seedWorkspace(db.owner, { quietHours: options.quietHours, cap: options.cap });
  const environmentId = options.live ? ids.liveEnvironmentId : ids.environmentId;
  const sink = await smtpSink();
  const key = randomBytes(32);
  const deps: DeliverDeps = {
    store: db.store,
    vault: openVault({ key }),
    publicUrls: { ingest: "https://in.example.com", web: "https://app.example.com" },
    allowPrivateHosts: true,
  };
  const [templateId, versionId, providerId] = [newId(), newId(), newId()];
  const sql: World["sql"] = async (text, values = []) => (await db.owner.query(text, values)).rows;
  await sql("INSERT INTO topic (environment_id, id, key, name) VALUES ($1, $2, 'offers', 'Offers')", [environmentId, newId()]);
  await sql(
    "INSERT INTO template (environment_id, id, key, name, channel, current_version_id, draft) VALUES ($1, $2, 'hello', 'Hello', 'email', $3, $4)",
    [environmentId, templateId, versionId, content],
  );
  await sql("INSERT INTO template_version (environment_id, id, template_id, number, content) VALUES ($1, $2, $3, 1, $4)", [
    environmentId,
    versionId,
    templateId,
    content,
  ]);
  await sql(
    `INSERT INTO provider (environment_id, id, channel, kind, name, settings, fake, webhook_token) VALUES ($1, $2, 'email', 'smtp', 'Sink', $3, true, $4)`,
    [
      environmentId,
      providerId,
      { host: "127.0.0.1", port: sink.port, security: "none", from: { name: "Shop", address: "shop@example.com" } },
      newId(),
    ],
  );

  let count = 0;
  const self: World = {
    db,
    ids,
    environmentId,
    sink,
    deps,
    key,
    templateId,
    providerId,
    sql,
    withTiming: (timing) => ({ ...deps, timing }),
    async person({ consent = "granted", zone, phone, email = `person${++count}-${ids.workspaceId.slice(-6)}@example.com` } = {}) {
      const profileId = newId();
      await sql("INSERT INTO profile (environment_id, id, traits, time_zone) VALUES ($1, $2, $3, $4)", [
        environmentId,
        profileId,
        { firstName: "Anna" },
        zone ?? null,
      ]);
      const endpoint = await db.store.lockPerson(environmentId, profileId, async (tx) => {
        const [point] = await setContactPoints(
          tx,
          deps.vault,
          profileId,
          [
            ...(email === null ? [] : [{ kind: "email" as const, address: email, index: email }]),
            ...(phone === undefined ? [] : [{ kind: "phone" as const, address: phone, index: phone }]),
          ],
          [],
        );
        return point ?? nilId;
      });
      const person = { profileId, email: email ?? "", endpoint };
      if (consent !== "none" && endpoint !== nilId) await self.consent(person, consent);
      return person;
    },
    async consent(person, state, subject = "offers") {
      await db.store.lockPerson(environmentId, person.profileId, (tx) =>
        recordConsent(tx, [
          { profileId: person.profileId, contactPointId: person.endpoint, subject, state, basis: "consent", method: "api", at: tx.now() },
        ]),
      );
    },
    async run(person) {
      const run = { runId: newId(), profileId: person.profileId, journeyId: newId(), versionId: newId() };
      await sql(
        `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at) VALUES ($1, $2, $3, $4, $5, '', now())`,
        [environmentId, run.runId, run.journeyId, run.versionId, run.profileId],
      );
      return run;
    },
    async plan(person, change = {}, run) {
      const of = run ?? (await self.run(person));
      const wanted: PlannedMessage = {
        channel: "email",
        template: "hello",
        topic: "offers",
        quietHours: "hold",
        node: "mail",
        visit: 1,
        token: "t",
        ...change,
      };
      const [row] = await db.store.lockPerson(environmentId, person.profileId, (tx) => planMessages(tx, of, [wanted]));
      if (!row) throw new Error("nothing was planned");
      return { ref: { environmentId, runId: of.runId, messageId: row.id }, person, row };
    },
    async message({ ref }) {
      const [row] = await sql<Awaited<ReturnType<World["message"]>>>("SELECT * FROM message WHERE id = $1", [ref.messageId]);
      if (!row) throw new Error("no such message");
      return row;
    },
    async mail({ ref }) {
      return sql("SELECT kind, payload FROM mail WHERE run_id = $1 ORDER BY id", [ref.runId]);
    },
    async close() {
      closeIdleSmtp();
      await sink.close();
      await db.drop();
    },
  };
  return self;
}
