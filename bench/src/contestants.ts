import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newId } from "@journeyman/core";
import type { TestPerson, World } from "@journeyman/runtime/testing";
import type { EmailContent } from "@journeyman/templates";
import { startWorker } from "@journeyman/temporal/worker";
import { Client, Connection } from "@temporalio/client";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from "@temporalio/worker";
import pino from "pino";
import { type NaiveKnowledge, naiveActivities } from "./naive/activities.ts";
import type { NaiveInput } from "./naive/workflow.ts";
import type { Surroundings } from "./surroundings.ts";

export type Contestant = {
  name: string;
  /** Sends all these people through the journey; resolves once the last has left it. */
  round(people: readonly TestPerson[]): Promise<void>;
  /** History events of one of the last round's workflows. */
  historyEvents(): Promise<number>;
  stop(): Promise<void>;
};

const journey = {
  start: "first",
  nodes: {
    first: { kind: "email", template: "hello", topic: "offers", next: { done: "later" } },
    later: { kind: "delay", for: "PT1S", next: { done: "which" } },
    which: { kind: "branch", cases: [{ to: "pro", if: { trait: "plan", eq: "pro" } }], next: { pro: "second", else: "other" } },
    second: { kind: "email", template: "thanks", topic: "offers", next: { done: "end" } },
    other: { kind: "email", template: "thanks", topic: "offers", next: { done: "end" } },
    end: { kind: "exit", reason: "welcomed" },
  },
};

const ended = async (world: World, versionId: string): Promise<number> => {
  const [row] = await world.sql<{ n: number }>("SELECT count(*)::int AS n FROM run WHERE version_id = $1 AND status = 'ended'", [
    versionId,
  ]);
  return row?.n ?? 0;
};

/** Ours, with everything it does: the events are collected, routed, and make runs; pokes start drivers; counts are folded meanwhile. */
export async function engine({ world, temporalAddress }: Surroundings): Promise<Contestant> {
  const published = await world.publish({ ...journey, entry: [{ event: newId() }] });
  const event = published.plan.entries[0]?.event ?? "";
  const log = pino({ level: "warn" });
  const worker = await startWorker({ deps: world.deps, temporal: { address: temporalAddress, namespace: "default" }, log });
  const client = new Client({ connection: await Connection.connect({ address: temporalAddress }) });
  return {
    name: "Journeyman",
    async round(people) {
      const goal = (await ended(world, published.versionId)) + people.length;
      for (let i = 0; i < people.length; i += 50) await world.trackAll(people.slice(i, i + 50), { name: event });
      while ((await ended(world, published.versionId)) < goal) await sleep(50);
    },
    async historyEvents() {
      const [run] = await world.sql<{ id: string }>("SELECT id FROM run WHERE version_id = $1 ORDER BY id DESC LIMIT 1", [
        published.versionId,
      ]);
      const handle = client.workflow.getHandle(run?.id ?? "");
      await handle.result();
      return (await handle.fetchHistory()).events?.length ?? 0;
    },
    async stop() {
      await client.connection.close();
      await worker.stop();
    },
  };
}

/** The same journey as a plain Temporal workflow, one remote activity a step. */
export async function naive({ world, temporalAddress }: Surroundings): Promise<Contestant> {
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const published = await world.publish({ ...journey, entry: [{ event: newId() }] });
  const event = published.plan.entries[0]?.event ?? "";
  const worker = await Worker.create({
    connection,
    taskQueue: "by-hand",
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL("./naive/workflow.ts", import.meta.url)),
      logger: new DefaultLogger("WARN"),
    }),
    activities: naiveActivities(world, await knowledge(world, published)),
    // The same tuning as ours.
    maxConcurrentWorkflowTaskExecutions: 120,
    maxConcurrentActivityTaskExecutions: 60,
    workflowTaskPollerBehavior: { type: "autoscaling", initial: 10, maximum: 60, minimum: 2 },
    activityTaskPollerBehavior: { type: "autoscaling", initial: 10, maximum: 60, minimum: 2 },
    maxCachedWorkflows: 2_000,
  });
  const running = worker.run();
  const client = new Client({ connection });
  let last = "";
  return {
    name: "by hand",
    async round(people) {
      const waiting = [...people];
      const starter = async (): Promise<void> => {
        for (let person = waiting.pop(); person; person = waiting.pop()) {
          const input: NaiveInput = { run: newId(), profile: person.profileId, event: newId() };
          last = input.run;
          await client.workflow.start("naiveJourney", {
            taskQueue: "by-hand",
            workflowId: input.run,
            args: [input],
            requestEagerStart: true,
          });
        }
      };
      const goal = (await ended(world, published.versionId)) + people.length;
      // The same collector takes the events; what routing would do with them is the starter's work here.
      for (let i = 0; i < people.length; i += 50) await world.trackAll(people.slice(i, i + 50), { name: event });
      await Promise.all(Array.from({ length: 40 }, starter));
      while ((await ended(world, published.versionId)) < goal) await sleep(50);
    },
    async historyEvents() {
      await world.sql("DELETE FROM inbox");
      const handle = client.workflow.getHandle(last);
      await handle.result();
      return (await handle.fetchHistory()).events?.length ?? 0;
    },
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

async function knowledge(world: World, published: { journeyId: string; versionId: string }): Promise<NaiveKnowledge> {
  const [provider] = await world.sql<{ id: string; settings: NaiveKnowledge["providerSettings"] }>(
    "SELECT id, settings FROM provider WHERE channel = 'email'",
  );
  const templates = await world.sql<{ key: string; id: string; versionId: string; content: EmailContent }>(
    `SELECT t.key, t.id, v.id AS "versionId", v.content FROM template t JOIN template_version v ON v.id = t.current_version_id WHERE t.channel = 'email'`,
  );
  if (!provider) throw new Error("no provider");
  return {
    ...published,
    providerId: provider.id,
    providerSettings: provider.settings,
    templates: new Map(templates.map(({ key, ...rest }) => [key, rest])),
  };
}
