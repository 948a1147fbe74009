import { isJourneymanError } from "@journeyman/core";
import { CallFailure, callOnce, type HttpAnswer } from "./http-call.ts";
import { defineProvider } from "./settings.ts";
import { twilioFailure, twilioOutcome } from "./twilio-outcome.ts";
import { type TwilioSecrets, type TwilioSettings, twilioSecretsSchema, twilioSettingsSchema } from "./twilio-settings.ts";
import { isTwilioSignature } from "./twilio-signature.ts";
import { inboundMessage, statusFacts } from "./twilio-webhooks.ts";
import type { CallOptions } from "./types.ts";

/** SMS over Twilio's Messages API. It takes no key, so an unknown outcome waits for its status callback or a person. */
export const twilioProvider = defineProvider<TwilioSettings, TwilioSecrets>({
  kind: "twilio",
  name: "Twilio",
  channel: "sms",
  settingsSchema: twilioSettingsSchema,
  secretsSchema: twilioSecretsSchema,
  capabilities: { idempotencyKey: false, deliveryReceipts: true, inbound: true },

  async send(settings, secrets, message, options) {
    const form = new URLSearchParams({ To: message.to, Body: message.text });
    if (message.from !== undefined) form.set("From", message.from);
    else if (settings.messagingServiceSid !== undefined) form.set("MessagingServiceSid", settings.messagingServiceSid);
    else form.set("From", settings.from ?? "");
    if (message.callbackUrl !== undefined) form.set("StatusCallback", message.callbackUrl);
    try {
      return twilioOutcome(await call(settings, secrets, "/Messages.json", options, form));
    } catch (error) {
      if (error instanceof CallFailure) return twilioFailure(error);
      if (isJourneymanError(error)) return { kind: "refused", code: "host", reason: error.message };
      return { kind: "unknown", reason: "The call to Twilio ended in an unforeseen way; whether it took the message is not known." };
    }
  },

  async probe(settings, secrets, options) {
    try {
      const answer = await call(settings, secrets, ".json", options);
      if (answer.status === 200) return { ok: true, detail: "Twilio knows the account and accepts its token." };
      if (answer.status === 401 || answer.status === 403)
        return { ok: false, reason: "Twilio does not accept the account or its token; copy both again from its console." };
      return { ok: false, reason: `Twilio answered HTTP ${answer.status}; check the address of its API and the account.` };
    } catch (error) {
      if (error instanceof CallFailure) return { ok: false, reason: `Twilio could not be reached (${error.code}).` };
      if (isJourneymanError(error)) return { ok: false, reason: error.message };
      throw error;
    }
  },

  verifyWebhook(rawBody, headers, url, secrets) {
    const signature = headers["x-twilio-signature"];
    return signature !== undefined && isTwilioSignature(secrets.authToken, url, new URLSearchParams(rawBody), signature);
  },
  parseWebhook: (rawBody, _headers, url) => statusFacts(rawBody, url),
  parseInbound: (rawBody) => inboundMessage(rawBody),
});

function call(
  settings: TwilioSettings,
  secrets: TwilioSecrets,
  path: string,
  options: CallOptions,
  form?: URLSearchParams,
): Promise<HttpAnswer> {
  const user = secrets.apiKeySid ?? settings.accountSid;
  const password = secrets.apiKeySid === undefined ? secrets.authToken : (secrets.apiKeySecret ?? "");
  const headers: Record<string, string> = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
    accept: "application/json",
    "user-agent": "journeyman",
  };
  if (form) headers["content-type"] = "application/x-www-form-urlencoded";
  const url = `${settings.baseUrl.replace(/\/+$/, "")}/2010-04-01/Accounts/${settings.accountSid}${path}`;
  return callOnce({ method: form ? "POST" : "GET", url, headers, ...(form ? { body: form.toString() } : {}) }, options);
}
