export * from "./clock.ts";
export * from "./durations.ts";
export * from "./errors.ts";
export * from "./hashing.ts";
export * from "./ids.ts";
export * from "./json.ts";
export * from "./repeats.ts";
export * from "./zones.ts";
