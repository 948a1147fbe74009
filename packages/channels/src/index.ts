export * from "./email-address.ts";
export * from "./hints.ts";
export * from "./phone.ts";
export * from "./replies.ts";
export * from "./segments.ts";
export * from "./specs.ts";
