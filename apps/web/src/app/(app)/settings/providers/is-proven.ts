import type { Probe, Provider } from "@/lib/api-types.ts";
import { same } from "@/lib/same.ts";

/** What is tried and saved of a provider. */
export type ProviderInput = {
  kind: Provider["kind"];
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
};

export type Tried = { input: ProviderInput; probe: Probe };

/** Whether it may send as it stands: its last test was of just this and went well, or it sends already and reaches its service as before. */
export function isProven(stored: Pick<Provider, "active" | "settings"> | undefined, now: ProviderInput, tried: Tried | undefined): boolean {
  const unchanged = stored?.active === true && same(now.settings, stored.settings) && Object.keys(now.secrets).length === 0;
  return unchanged || (tried !== undefined && tried.probe.ok && same(tried.input, now));
}
