import type { Answer } from "@journeyman/runtime";

/** What a driver is told: ids only. Nothing personal enters Temporal, no plan, no event. */
export type RunInput = {
  environment: string;
  run: string;
  profile: string;
  /** The seq of the last answer, when a driver continues as new. */
  seen?: number;
};

/** The activities as the driver sees them. `advance` runs locally, or on the task queue when that keeps failing. */
export type Activities = {
  advance(input: RunInput, seen: number): Promise<Answer>;
  /** Returns once the message needs no more calls now: it ended, or it is held and the run's own alarm will decide it anew. */
  deliver(input: RunInput, messageId: string): Promise<void>;
};

/** The workflow type. It never changes: histories in flight name it. */
export const workflowType = "journeyRun";

export const pokeSignal = "poke";

/** Where drivers and advances run. */
export const mainQueue = "journeyman";

export const channels = ["email", "sms"] as const;

/** Where a channel's messages are sent from when its provider is too slow or too busy to be called inline: rate limits hang on it. */
export function channelQueue(channel: string): string {
  return `journeyman-${channel}`;
}
