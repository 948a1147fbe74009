export * from "./counts.ts";
export * from "./home.ts";
export * from "./journey-numbers.ts";
export * from "./runs.ts";
export * from "./why-not.ts";
