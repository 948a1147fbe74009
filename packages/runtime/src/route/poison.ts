import type { Id } from "@journeyman/core";
import { isJourneymanError } from "@journeyman/core";
import type { Store } from "@journeyman/store";

/** So often a row is tried before it is set aside: shown, never lost, and no longer in the way of the person's other events. */
export const mostAttempts = 5;

/** Counts one more failure of a row; answers whether it is set aside with that. */
export async function countFailure(store: Store, environmentId: Id, inboxId: Id, cause: unknown): Promise<boolean> {
  return store.tenant(environmentId, async (tx) => {
    const [row] = await tx.query<{ failed: boolean }>(
      "route_failure",
      `UPDATE inbox SET attempts = attempts + 1, error = $3, failed_at = CASE WHEN attempts + 1 >= $4 THEN now() END
        WHERE environment_id = $1 AND id = $2 RETURNING failed_at IS NOT NULL AS failed`,
      [environmentId, inboxId, describe(cause), mostAttempts],
    );
    return row?.failed ?? true;
  });
}

/** Our own messages hold no personal data; of others' errors only the kind is kept. */
function describe(cause: unknown): string {
  if (isJourneymanError(cause)) return cause.message;
  if (!(cause instanceof Error)) return "An unknown error.";
  const code = "code" in cause ? ` (${String(cause.code)})` : "";
  return `${cause.name}${code}`;
}
