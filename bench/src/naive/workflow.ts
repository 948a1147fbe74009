import { proxyActivities, sleep } from "@temporalio/workflow";
import type { NaiveActivities } from "./activities.ts";

const { enter, send, branch, sendAndEnd } = proxyActivities<NaiveActivities>({ startToCloseTimeout: "30s" });

export type NaiveInput = { run: string; profile: string; event: string };

/** The same journey as one would write it by hand: one remote activity a step. */
export async function naiveJourney(input: NaiveInput): Promise<void> {
  await enter(input);
  await send(input, "first", "hello");
  await sleep("1s");
  if ((await branch(input)) === "pro") await sendAndEnd(input, "second", "thanks");
  else await sendAndEnd(input, "other", "thanks");
}
