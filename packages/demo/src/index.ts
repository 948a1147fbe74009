export { fillDemo } from "./fill-demo.ts";
export { type DemoKeys, readKeys } from "./keys.ts";
