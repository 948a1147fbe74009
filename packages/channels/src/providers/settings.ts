import { isJourneymanError } from "@journeyman/core";
import type { z } from "zod";
import type { ProbeResult, Provider, SendResult } from "./types.ts";

type Typed<Settings, Secrets> = Omit<Provider, "settingsSchema" | "secretsSchema" | "send" | "probe" | "verifyWebhook"> & {
  settingsSchema: z.ZodType<Settings>;
  secretsSchema: z.ZodType<Secrets>;
  send(settings: Settings, secrets: Secrets, ...rest: Tail<Parameters<Provider["send"]>>): Promise<SendResult>;
  probe(settings: Settings, secrets: Secrets, ...rest: Tail<Parameters<Provider["probe"]>>): Promise<ProbeResult>;
  verifyWebhook(rawBody: string, headers: Parameters<Provider["verifyWebhook"]>[1], url: string, secrets: Secrets): boolean;
};
type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer Rest] ? Rest : never;

/**
 * Makes a provider whose own code sees checked settings only. Settings that do not fit are certainly not sent with, so they are
 * `refused`: someone can mend them and the message goes then.
 */
export function defineProvider<Settings, Secrets>(typed: Typed<Settings, Secrets>): Provider {
  return {
    ...typed,
    async send(settings, secrets, message, options) {
      const read = readBoth(typed, settings, secrets);
      if (!read.ok) return { kind: "refused", code: "settings", reason: read.reason };
      return typed.send(read.settings, read.secrets, message, options);
    },
    async probe(settings, secrets, options) {
      const read = readBoth(typed, settings, secrets);
      if (!read.ok) return { ok: false, reason: read.reason };
      return typed.probe(read.settings, read.secrets, options);
    },
    verifyWebhook(rawBody, headers, url, secrets) {
      const read = typed.secretsSchema.safeParse(secrets);
      return read.success && typed.verifyWebhook(rawBody, headers, url, read.data);
    },
  };
}

function readBoth<Settings, Secrets>(
  typed: { name: string; settingsSchema: z.ZodType<Settings>; secretsSchema: z.ZodType<Secrets> },
  settings: unknown,
  secrets: unknown,
): { ok: true; settings: Settings; secrets: Secrets } | { ok: false; reason: string } {
  const readSettings = typed.settingsSchema.safeParse(settings);
  const readSecrets = typed.secretsSchema.safeParse(secrets ?? {});
  if (readSettings.success && readSecrets.success) return { ok: true, settings: readSettings.data, secrets: readSecrets.data };
  const issue = (readSettings.error ?? readSecrets.error)?.issues[0];
  const where = issue?.path.join(".") || "settings";
  return {
    ok: false,
    reason: `The settings of ${typed.name} are not complete: "${where}": ${issue?.message ?? "invalid"}. Mend them under Settings, Providers.`,
  };
}

/** A sentence for an error of ours or a stranger's code, without what may be personal in a stranger's message. */
export function reasonOf(error: unknown): string {
  if (isJourneymanError(error)) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return code === undefined ? "The call failed before the provider answered." : `The call failed before the provider answered (${code}).`;
}
