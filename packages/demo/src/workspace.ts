import { randomInt } from "node:crypto";
import { createApiKey, createOrganisation, createUser, principalForApiKey } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import type { Id } from "@journeyman/core";
import type { DefinitionInput } from "@journeyman/journey";
import type { Store } from "@journeyman/store";
import { abandonedCart, afterOrder, welcome } from "./content/journeys.ts";
import { templatesFor } from "./content/templates.ts";
import { topics } from "./content/topics.ts";
import type { DemoKeys } from "./keys.ts";

const name = "Northkettle";

/** The demo's organisation with its people, keys, topics, messages and journeys, all made by the services that the screens use. */
export async function createWorkspace(deps: authoring.AuthoringDeps, shopUrl: string): Promise<DemoKeys> {
  const { store } = deps;
  const owner = { email: "marta@northkettle.example", name: "Marta Zielińska", password: passphrase() };
  const marketer = { email: "jonas@northkettle.example", name: "Jonas Weber", password: passphrase() };
  const made = await createOrganisation(store, {
    name,
    workspace: { name, slug: "northkettle", timeZone: "Europe/Warsaw", postalAddress: "Northkettle, ul. Młyńska 1, 31-000 Kraków" },
    owner,
    demo: true,
  });
  const environmentId = made.testEnvironmentId;
  const { organisationId, workspaceId } = made;
  const { key } = await store.tenant(environmentId, async (tx) => {
    await createUser(tx, { organisationId, workspaceId, ...marketer, role: "marketer", timeZone: "Europe/Berlin" });
    return createApiKey(tx, { name: "Demo", role: "owner", createdBy: made.ownerId });
  });
  const principal = await principalForApiKey(store, key);
  if (!principal) throw new Error("The key that was just made is not known.");
  await authoring.saveWorkspaceSettings(deps, principal, environmentId, {
    name,
    timeZone: "Europe/Warsaw",
    postalAddress: "Northkettle, ul. Młyńska 1, 31-000 Kraków",
    quietHours: { from: "21:00", to: "08:00" },
    cap: { marketing: { count: 3, within: "P7D" } },
  });
  for (const topic of topics) await authoring.createTopic(deps, principal, environmentId, topic);
  for (const template of templatesFor(shopUrl)) {
    const { id } = await authoring.createTemplate(deps, principal, environmentId, template);
    await authoring.publishTemplate(deps, principal, environmentId, id, { revision: 1 });
  }
  const server = await authoring.createSource(deps, principal, environmentId, { name: "Shop server", kind: "server" });
  const browser = await authoring.createSource(deps, principal, environmentId, { name: "Shop website", kind: "browser" });
  return {
    workspace: { id: workspaceId, name, environment: "test", environmentId, organisationId },
    writeKey: server.writeKey,
    browserWriteKey: browser.writeKey,
    browserTokenSecret: browser.tokenSecret ?? "",
    apiKey: key,
    shop: shopUrl,
    logins: [
      { email: owner.email, password: owner.password, role: "owner" },
      { email: marketer.email, password: marketer.password, role: "marketer" },
    ],
  };
}

/** Those that are not there yet. They come after the providers, because publishing checks that their channels are ready. */
export async function createJourneys(deps: authoring.AuthoringDeps, keys: DemoKeys): Promise<void> {
  const principal = await principalForApiKey(deps.store, keys.apiKey);
  if (!principal) throw new Error("The demo's key is not known to this database.");
  const environmentId = keys.workspace.environmentId;
  const there = new Set((await authoring.listJourneys(deps, principal, environmentId)).map(({ key }) => key));
  const make = async (definition: DefinitionInput, live: boolean) => {
    if (there.has(definition.journey)) return;
    const { id } = await authoring.createJourney(deps, principal, environmentId, {
      name: definition.name,
      key: definition.journey,
      definition,
    });
    if (live) await authoring.publish(deps, principal, environmentId, id, { revision: 1, note: "First version" });
  };
  await make(afterOrder, false);
  await make(welcome, true);
  await make(abandonedCart, true);
}

/** Whether the database still holds the environment that the keys belong to. */
export async function hasEnvironment(store: Store, environmentId: Id): Promise<boolean> {
  const rows = await store.engine((tx) => tx.query("demo_environment", "SELECT 1 FROM environment WHERE id = $1", [environmentId]));
  return rows.length > 0;
}

/** People are written last and all at once: with them the demo is whole. */
export function hasPeople(store: Store, environmentId: Id): Promise<boolean> {
  return store.tenant(environmentId, async (tx) => {
    const [row] = await tx.query("demo_somebody", "SELECT 1 FROM profile WHERE environment_id = $1 LIMIT 1", [environmentId]);
    return row !== undefined;
  });
}

const words = [
  "amber",
  "basil",
  "cedar",
  "clover",
  "copper",
  "ember",
  "fennel",
  "harbor",
  "hazel",
  "juniper",
  "kettle",
  "lantern",
  "maple",
  "meadow",
  "mint",
  "north",
  "olive",
  "pepper",
  "quarry",
  "river",
  "saffron",
  "slate",
  "thistle",
  "walnut",
];

/** Five different words: long enough to be a password, short enough to type. */
function passphrase(): string {
  const left = [...words];
  return Array.from({ length: 5 }, () => left.splice(randomInt(left.length), 1)[0]).join("-");
}
