import { createApiKey, createOrganisation, principalForApiKey } from "@journeyman/access";
import { type AuthoringDeps, createJourney, createSource, publish } from "@journeyman/authoring";
import { type Id, newId } from "@journeyman/core";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import type { Installation } from "./installation.ts";
import { bigFrom } from "./orders.ts";

export type ProofJourney = { environmentId: Id; journeyId: Id; versionId: Id; writeKey: string };

/** Each order enters once, whatever its age, and ends counted as big or small. */
const definition = {
  journey: "each-order",
  name: "Each order",
  entry: [{ event: "Order Completed", maxAge: "none" }],
  reentry: "always",
  key: "properties.order_id",
  start: "size",
  nodes: {
    size: {
      kind: "branch",
      cases: [{ to: "big", if: { property: "properties.total", gte: bigFrom } }],
      next: { big: "big", else: "small" },
    },
    big: { kind: "exit", reason: "big" },
    small: { kind: "exit", reason: "small" },
  },
};

/** A workspace of its own, made and published by the services that the screens use. */
export async function prepare({ store, vault, ingestUrl }: Installation): Promise<ProofJourney> {
  const made = await createOrganisation(store, {
    name: "Proof",
    workspace: { name: "Proof", slug: "proof" },
    owner: { email: `proof-${newId()}@example.com`, name: "Proof", password: `${newId()} proof` },
  });
  const environmentId = made.liveEnvironmentId;
  const { key } = await store.tenant(environmentId, (tx) => createApiKey(tx, { name: "Proof", role: "owner", createdBy: made.ownerId }));
  const principal = await principalForApiKey(store, key);
  if (!principal) throw new Error("The key that was just made is not known.");
  const deps: AuthoringDeps = {
    store,
    vault,
    registry: canvasRegistry,
    deliver: { store, vault, publicUrls: { ingest: ingestUrl, web: ingestUrl } },
    ingestUrl,
    allowPrivateHosts: false,
  };
  const source = await createSource(deps, principal, environmentId, { name: "Shop server", kind: "server" });
  const journey = await createJourney(deps, principal, environmentId, { name: definition.name, key: definition.journey, definition });
  const { versionId } = await publish(deps, principal, environmentId, journey.id, { revision: 1, note: "The proof's" });
  return { environmentId, journeyId: journey.id, versionId, writeKey: source.writeKey };
}
