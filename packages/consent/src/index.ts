export { decide } from "./decide.ts";
export { consentMethodWords } from "./method-words.ts";
export { isQuiet, nextAllowed } from "./quiet-hours.ts";
export { type CapSettings, capSchema, type QuietHoursSettings, quietHoursSchema } from "./settings.ts";
export type * from "./types.ts";
export { plausibleZones } from "./zones.ts";
