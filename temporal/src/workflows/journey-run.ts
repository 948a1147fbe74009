import type { Answer } from "@journeyman/runtime";
import {
  type ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from "@temporalio/workflow";
import type { Activities, RunInput } from "./names.ts";
import { channelQueue, pokeSignal } from "./names.ts";

const poke = defineSignal(pokeSignal);

const local = proxyLocalActivities<Activities>({
  startToCloseTimeout: "10s",
  retry: { maximumAttempts: 3, initialInterval: "100ms", backoffCoefficient: 3 },
});

const remote = proxyActivities<Activities>({
  startToCloseTimeout: "30s",
  retry: { initialInterval: "1s", backoffCoefficient: 2, maximumInterval: "1m" },
});

/**
 * One run's clock and conscience. It knows when to look again and makes sure that somebody looks; what the run does is decided
 * by `advance`, in Postgres. Holds the last answer's seq and what is in flight, nothing else, so no step and no release changes this code.
 */
export async function journeyRun(input: RunInput): Promise<void> {
  let seen = input.seen ?? -1;
  let poked = false;
  let landed = false;
  const flying = new Set<string>();
  setHandler(poke, () => {
    poked = true;
  });

  const send = async (messageId: string, channel: string, inMs: number): Promise<void> => {
    if (inMs > 0) await sleep(inMs);
    const { deliver } = proxyActivities<Activities>({
      taskQueue: channelQueue(channel),
      startToCloseTimeout: "2m",
      retry: { initialInterval: "1s", backoffCoefficient: 2, maximumInterval: "1m" },
    });
    await deliver(ids(input), messageId);
  };
  const launch = (messageId: string, channel: string, inMs: number): void => {
    flying.add(messageId);
    const land = (): void => {
      flying.delete(messageId);
      landed = true;
    };
    // A delivery that cannot be made is a state of the message, which the next advance reads; it never fails the run.
    send(messageId, channel, inMs).then(land, land);
  };

  for (;;) {
    poked = false;
    landed = false;
    const answer = await advance(ids(input), seen);
    seen = answer.seq;
    if (answer.next === "exit") return;
    if (answer.next === "closed" && !poked && flying.size === 0) return;
    for (const item of answer.deliver) {
      if (!flying.has(item.messageId)) launch(item.messageId, item.channel, item.inMs ?? 0);
    }
    const awake = (): boolean => poked || landed;
    if (answer.inMs === undefined) await condition(awake);
    else if (answer.inMs > 0) await condition(awake, answer.inMs);
    if (workflowInfo().continueAsNewSuggested && flying.size === 0) await continueAsNew<typeof journeyRun>({ ...ids(input), seen });
  }
}

/** In the worker that already has the run at hand; if that fails thrice (a database away), on the task queue with patience. */
async function advance(input: RunInput, seen: number): Promise<Answer> {
  try {
    return await local.advance(input, seen);
  } catch (error) {
    if (isCancellation(error) || isFinal(error)) throw error;
    return remote.advance(input, seen);
  }
}

function isFinal(error: unknown): boolean {
  const cause = (error as ActivityFailure).cause;
  return cause instanceof ApplicationFailure && cause.nonRetryable === true;
}

function ids(input: RunInput): RunInput {
  return { environment: input.environment, run: input.run, profile: input.profile };
}
