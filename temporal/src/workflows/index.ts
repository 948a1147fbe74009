export { journeyRun } from "./journey-run.ts";
export { type Activities, channelQueue, channels, mainQueue, pokeSignal, type RunInput, workflowType } from "./names.ts";
