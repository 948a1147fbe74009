export * from "./define-node.ts";
export * from "./fields.ts";
export * from "./names.ts";
export * from "./quick-add.ts";
export * from "./registry.ts";
export * from "./types.ts";
