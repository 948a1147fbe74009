export * from "./common.ts";
export * from "./journeys.ts";
export * from "./messages.ts";
export * from "./people.ts";
export * from "./settings.ts";
