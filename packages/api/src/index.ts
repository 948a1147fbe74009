export { createApi } from "./app.ts";
export { problemOf } from "./http/problem.ts";
export type { ApiDeps, Caller } from "./http/types.ts";
