import { advanceRun, deliverMessage, type RunRef, type RuntimeDeps } from "@journeyman/runtime";
import { ApplicationFailure } from "@temporalio/common";
import type { Activities, RunInput } from "../workflows/names.ts";
import { providerAway, toFailure } from "./failures.ts";

export { toFailure } from "./failures.ts";

/** The driver's activities over the runtime. `report` gets every error as it was, for the worker's log. */
export function createActivities(deps: RuntimeDeps, report: (error: unknown, run: string) => void = () => {}): Activities {
  return {
    async advance(input, seen) {
      try {
        return await advanceRun(deps, refOf(input), seen);
      } catch (error) {
        report(error, input.run);
        throw toFailure(error);
      }
    },

    async deliver(input, messageId) {
      const result = await deliverMessage(deps, refOf(input), { messageId }).catch((error: unknown) => {
        report(error, input.run);
        throw toFailure(error);
      });
      // Retried by the server at the time the provider asked for: a provider away for hours adds nothing to the history.
      if (result.againInMs !== undefined) {
        throw ApplicationFailure.create({
          message: `The provider takes nothing now: ${result.state}.`,
          type: providerAway,
          nextRetryDelay: result.againInMs,
        });
      }
    },
  };
}

function refOf(input: RunInput): RunRef {
  return { environmentId: input.environment, runId: input.run, profileId: input.profile };
}
