import type { Id } from "@journeyman/core";
import { nilId, type Store, type Tx } from "@journeyman/store";

/** One transaction under the person's lock. A test send without a person has nobody's consent, cap or run to guard. */
export function locked<T>(store: Store, environmentId: Id, profileId: Id, work: (tx: Tx) => Promise<T>): Promise<T> {
  return profileId === nilId ? store.tenant(environmentId, work) : store.lockPerson(environmentId, profileId, work);
}
