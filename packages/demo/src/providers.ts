import { randomBytes } from "node:crypto";
import { type Id, type JsonObject, newId } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { DemoEnvironment } from "./environment.ts";

/**
 * The fakes as providers of the demo's environment. Written at every start, because their ports may have changed. Marked as fakes, which no input can do:
 * they may be written to from `test`, and lie on this machine or in its own network.
 */
export async function connectFakes(store: Store, vault: Vault, environmentId: Id, env: DemoEnvironment): Promise<void> {
  const fakes: { channel: string; kind: string; name: string; settings: JsonObject; secrets: JsonObject }[] = [
    {
      channel: "email",
      kind: "smtp",
      name: "Inbox on this machine",
      settings: {
        host: env.FAKE_SMTP_HOST,
        port: env.FAKE_SMTP_PORT,
        security: "none",
        user: "journeyman",
        from: { name: "Northkettle", address: "hello@northkettle.example" },
        bounceDomain: "bounces.northkettle.example",
      },
      secrets: { password: "journeyman" },
    },
    {
      channel: "sms",
      kind: "twilio",
      name: "Phone on this machine",
      settings: { accountSid: "AC00000000000000000000000000000042", from: "+15005550006", baseUrl: env.FAKE_TWILIO_URL },
      secrets: { authToken: "journeyman-demo-token" },
    },
  ];
  await store.tenant(environmentId, async (tx) => {
    for (const { channel, kind, name, settings, secrets } of fakes) {
      const sealed = vault.environmentCipher(environmentId).seal(secrets);
      const known = await tx.query(
        "demo_provider_update",
        "UPDATE provider SET settings = $3, secrets = $4 WHERE environment_id = $1 AND kind = $2 AND fake RETURNING id",
        [environmentId, kind, JSON.stringify(settings), sealed],
      );
      if (known.length > 0) continue;
      await tx.query(
        "demo_provider_insert",
        `INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, fake, active, webhook_token) VALUES ($1, $2, $3, $4, $5, $6, $7, true, true, $8)`,
        [environmentId, newId(tx.now()), channel, kind, name, JSON.stringify(settings), sealed, randomBytes(18).toString("base64url")],
      );
    }
  });
}
