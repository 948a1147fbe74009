export * from "./define-node.ts";
export * from "./registry.ts";
export * from "./types.ts";
