import type { ProviderFact } from "@journeyman/channels/providers";
import { recordFact } from "@journeyman/messages";
import type { IngestDeps } from "../deps.ts";
import type { WebhookProvider } from "./provider-rows.ts";

/** Keeps what a provider reports of messages. One that was told before is kept once. */
export async function recordReports(deps: IngestDeps, provider: WebhookProvider, facts: readonly ProviderFact[]): Promise<void> {
  if (facts.length === 0) return;
  await deps.store.tenant(provider.environmentId, async (tx) => {
    for (const { providerEventId, kind, messageId, providerMessageId, at, automatic, detail } of facts) {
      await recordFact(tx, {
        providerId: provider.id,
        providerEventId,
        kind,
        ...(messageId === undefined ? {} : { messageId }),
        ...(providerMessageId === undefined ? {} : { providerMessageId }),
        ...(at === undefined ? {} : { at }),
        ...(automatic === undefined ? {} : { automatic }),
        detail: { ...detail },
      });
    }
  });
}
