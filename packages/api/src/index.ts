export { createApi } from "./app.ts";
export type { ApiDeps, Caller } from "./http/types.ts";
export { problemOf } from "./http/problem.ts";
