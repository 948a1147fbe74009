import type { OutgoingMessage, SendResult } from "@journeyman/channels/providers";
import type { Claim } from "./claim.ts";
import type { DeliverDeps } from "./deps.ts";
import type { ActiveProvider } from "./provider.ts";
import type { Timing } from "./timing.ts";

/** `too-late`: the provider was not called, because the claim is too old or its lease nearly over. */
export type Called = SendResult | { kind: "too-late" };

/**
 * Calls the provider, at most once. Right before, the monotonic clock decides whether the claim is still fresh: a process that was frozen
 * between the claim and here (or whose clock was set) gives it back instead of sending by an old decision.
 */
export async function call(
  deps: DeliverDeps,
  active: ActiveProvider,
  message: OutgoingMessage,
  claim: Claim,
  timing: Timing,
): Promise<Called> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<SendResult>((resolve) => {
    // A second after its own time a provider that does not keep it is given up; it may still have accepted.
    timer = setTimeout(() => {
      stop.abort();
      resolve({ kind: "unknown", reason: "The provider did not answer in time." });
    }, timing.providerTimeoutMs + 1_000);
  });
  const age = performance.now() - claim.since;
  if (age > timing.claimAgeMs || claim.leaseMs - age < timing.providerTimeoutMs) {
    clearTimeout(timer);
    return { kind: "too-late" };
  }
  try {
    const options = {
      timeoutMs: timing.providerTimeoutMs,
      signal: stop.signal,
      allowPrivate: active.fake || (deps.allowPrivateHosts ?? false),
    };
    const sent = active.provider.send(active.settings, active.secrets, message, options);
    return await Promise.race([sent, silent]);
  } catch {
    // Providers say what they know and do not throw; one that does has told us nothing.
    return { kind: "unknown", reason: "The provider's call failed in a way that does not tell whether it accepted the message." };
  } finally {
    clearTimeout(timer);
  }
}
