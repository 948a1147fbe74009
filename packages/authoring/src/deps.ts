import { type Action, assertCan, type Principal } from "@journeyman/access";
import { type Id, JourneymanError } from "@journeyman/core";
import type { DeliverDeps } from "@journeyman/messages";
import type { CanvasRegistry } from "@journeyman/node-kit";
import type { Store, Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

/** What authoring stands on. One for a process. */
export type AuthoringDeps = {
  store: Store;
  vault: Vault;
  registry: CanvasRegistry;
  /** For test sends. */
  deliver: DeliverDeps;
  /** Where the collector answers: webhook addresses and snippets name it. */
  ingestUrl: string;
  /** The operator's choice: providers may lie in a private network. */
  allowPrivateHosts: boolean;
};

/**
 * Default deny, checked where data is read and written: everything here begins with it. Throws `not_found` for an environment of somebody
 * else, `forbidden` without the right.
 */
export function prove(principal: Principal, environmentId: Id, action: Action): void {
  if (!principal.environments.some(({ id }) => id === environmentId))
    throw new JourneymanError("not_found", "There is no such environment.");
  assertCan(principal, action);
}

/** One transaction in an environment that the principal belongs to, once the right is proven. */
export function within<T>(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  action: Action,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  prove(principal, environmentId, action);
  return deps.store.tenant(environmentId, work);
}
