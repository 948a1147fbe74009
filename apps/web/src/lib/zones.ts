/** All zones the browser knows, with what it is there now: `Europe/Warsaw`, `GMT+1`. */
export function zoneOptions(): { value: string; label: string; hint: string }[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
    hint: offsetOf(zone),
  }));
}

function offsetOf(zone: string): string {
  const part = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(new Date())
    .find((entry) => entry.type === "timeZoneName");
  return part?.value ?? "";
}
