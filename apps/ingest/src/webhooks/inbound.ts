import { normaliseEmail, normalisePhone } from "@journeyman/channels";
import type { InboundMessage } from "@journeyman/channels/providers";
import { applyChannelStart, applyChannelStop } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { sqlJson, sqlTime } from "@journeyman/store";
import type { IngestDeps } from "../deps.ts";
import type { WebhookProvider } from "./provider-rows.ts";

/**
 * An answer from a person. STOP and its kin end the channel for that address at once, under the lock of everybody who has it; START takes
 * that back. The text itself is not kept.
 */
export async function recordInbound(deps: IngestDeps, provider: WebhookProvider, inbound: InboundMessage): Promise<void> {
  const kind = inbound.channel === "sms" ? "phone" : "email";
  const address = kind === "phone" ? normalisePhone(inbound.from) : normaliseEmail(inbound.from);
  if (address === undefined || (inbound.intent !== "stop" && inbound.intent !== "start")) return;
  const { store, vault } = deps;
  const eventId = `inbound:${inbound.providerEventId}`;
  const known = await store.tenant(provider.environmentId, (tx) =>
    tx.query(
      "ingest.inbound_known",
      "SELECT 1 FROM message_fact WHERE environment_id = $1 AND provider_id = $2 AND provider_event_id = $3",
      [provider.environmentId, provider.id, eventId],
    ),
  );
  if (known.length > 0) return;
  const reply = { kind, addressHash: vault.blindIndex(provider.environmentId, kind, address), at: Date.now() } as const;
  const apply = inbound.intent === "stop" ? applyChannelStop : applyChannelStart;
  const points = await apply(store, provider.environmentId, reply);
  // Last, so that a callback that failed half way is told again and done again; doing a STOP twice is harmless.
  await store.tenant(provider.environmentId, (tx) =>
    tx.query(
      "ingest.inbound_done",
      `INSERT INTO message_fact (environment_id, id, provider_id, provider_event_id, kind, detail, at)
       VALUES ($1, $2, $3, $4, 'answered', $5, $6) ON CONFLICT DO NOTHING`,
      [provider.environmentId, newId(tx.now()), provider.id, eventId, sqlJson({ intent: inbound.intent, points }), sqlTime(tx.now())],
    ),
  );
  deps.log.info({ provider: provider.id, intent: inbound.intent, points }, "an answer changed consent");
}
