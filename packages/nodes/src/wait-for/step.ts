import { defineStep, type WaitRequest } from "@journeyman/node-kit";
import { subjectsOf, type WaitForSettings } from "./settings.ts";

export const waitForStep = defineStep<WaitForSettings>({
  enter: ({ settings, since, add }) => ({
    do: "stay",
    until: add(since, settings.for),
    waits: waitsOf(settings),
    because: { reason: "waiting" },
  }),
  resume({ settings, since, now, add }, input) {
    if (input.kind === "satisfied") {
      return {
        do: "go",
        port: input.name,
        because: { reason: "happened", ...(input.event ? { detail: { event: input.event.name, at: input.event.at } } : {}) },
      };
    }
    const until = add(since, settings.for);
    if (now < until) return { do: "stay", until, because: { reason: "waiting" } };
    return { do: "go", port: "timeout", because: { reason: "timeout" } };
  },
});

function waitsOf(settings: WaitForSettings): WaitRequest[] {
  return subjectsOf(settings).map(([name, subject]) => {
    if ("segment" in subject) throw new Error("Waiting for a segment is not available yet.");
    const asked = "event" in subject ? { event: subject.event, ...(subject.where ? { where: subject.where } : {}) } : subject;
    return { name, subject: asked, since: settings.since };
  });
}
