import { defineStep } from "@journeyman/node-kit";
import type { DelaySettings } from "./definition.ts";

export const delayStep = defineStep<DelaySettings>({
  enter: ({ settings, since, add }) => ({ do: "stay", until: add(since, settings.for), because: { reason: "delay" } }),
  // The person's zone may have changed since: the end is computed again on waking.
  resume({ settings, since, now, add }) {
    const until = add(since, settings.for);
    if (now < until) return { do: "stay", until, because: { reason: "delay" } };
    return { do: "go", port: "done", because: { reason: "time-passed" } };
  },
});
