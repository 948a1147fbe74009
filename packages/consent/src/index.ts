export { brakeRecheckMs, decide } from "./decide.ts";
export { isQuiet, nextAllowed } from "./quiet-hours.ts";
export type * from "./types.ts";
export { plausibleZones, zonesOfCountry } from "./zones.ts";
