export * from "./add.ts";
export * from "./change.ts";
export * from "./clipboard.ts";
export * from "./connect.ts";
export * from "./places.ts";
export * from "./remove.ts";
