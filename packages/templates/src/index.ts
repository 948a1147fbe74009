export { type CheckTemplateOptions, checkTemplate } from "./check.ts";
export { rewriteLinks } from "./html-links.ts";
export { renderEmail } from "./render-email.ts";
export { renderSms } from "./render-sms.ts";
export * from "./tokens.ts";
export * from "./types.ts";
export { variablesOf } from "./variables.ts";
