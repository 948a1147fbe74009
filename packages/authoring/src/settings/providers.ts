import { randomBytes } from "node:crypto";
import { audit, type Principal } from "@journeyman/access";
import { type ProbeResult, type Provider, type ProviderKind, providerFor } from "@journeyman/channels/providers";
import { canonicalJson, type Id, type Instant, JourneymanError, type JsonObject, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

type Row = {
  id: Id;
  channel: "email" | "sms";
  kind: ProviderKind;
  name: string;
  settings: JsonObject;
  secrets: Buffer | null;
  fake: boolean;
  active: boolean;
  webhook_token: string;
  rate_per_second: number | null;
  created_at: Instant;
};

/** A provider as settings show it: which secrets are stored, never their values. */
export type ProviderView = Omit<Row, "secrets" | "webhook_token"> & { secretNames: string[]; webhookUrl: string };

const columns = "id, channel, kind, name, settings, secrets, fake, active, webhook_token, rate_per_second, created_at";

export function listProviders(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<ProviderView[]> {
  return within(deps, principal, environmentId, "settings.read", async (tx) => {
    const rows = await tx.query<Row>(
      "authoring_providers",
      `SELECT ${columns} FROM provider WHERE environment_id = $1 ORDER BY channel, active DESC, created_at`,
      [environmentId],
    );
    return rows.map((row) => view(deps, environmentId, row));
  });
}

function view(deps: AuthoringDeps, environmentId: Id, { secrets, webhook_token, ...row }: Row): ProviderView {
  const opened = secrets ? (deps.vault.environmentCipher(environmentId).open(secrets) as JsonObject) : {};
  return { ...row, secretNames: Object.keys(opened), webhookUrl: `${deps.ingestUrl}/webhooks/${webhook_token}` };
}

export const saveProviderSchema = z.object({
  name: z.string().trim().min(1, "Give the provider a name.").max(80),
  kind: z.enum(["smtp", "twilio"]),
  settings: z.record(z.string(), z.json()),
  /** Names left out keep what is stored. */
  secrets: z.record(z.string(), z.string()).default({}),
  active: z.boolean().default(true),
  ratePerSecond: z.number().positive().max(100_000).nullable().default(null),
});

/** What to try: of a stored provider, what is left out is as it is stored. */
export const probeProviderSchema = saveProviderSchema.pick({ kind: true, settings: true, secrets: true }).partial();

/** A new provider, or changes to one. The newest active provider of a channel sends; making one active rests the others. */
export function saveProvider(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  providerId: Id | null,
  input: unknown,
): Promise<{ id: Id }> {
  const wanted = parseInput(saveProviderSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const before = providerId === null ? undefined : await providerRow(tx, providerId);
    if (before && before.kind !== wanted.kind) throw new JourneymanError("invalid", "A provider keeps its kind. Add another one instead.");
    const provider = providerFor(wanted.kind);
    const secrets = { ...storedSecrets(deps, environmentId, before), ...wanted.secrets };
    const settings = check(provider, wanted.settings, secrets);
    const id = before?.id ?? newId(tx.now());
    const fake = reachesFake(before, settings);
    if (wanted.active) {
      await tx.query(
        "authoring_providers_rest",
        "UPDATE provider SET active = false WHERE environment_id = $1 AND channel = $2 AND id <> $3",
        [environmentId, provider.channel, id],
      );
    }
    await tx.query(
      "authoring_provider_save",
      `INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, active, webhook_token, rate_per_second, fake) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (environment_id, id) DO UPDATE SET name = $5, settings = $6, secrets = $7, active = $8, rate_per_second = $10, fake = $11`,
      [
        environmentId,
        id,
        provider.channel,
        wanted.kind,
        wanted.name,
        JSON.stringify(settings),
        deps.vault.environmentCipher(environmentId).seal(secrets),
        wanted.active,
        before?.webhook_token ?? randomBytes(18).toString("base64url"),
        wanted.ratePerSecond,
        fake,
      ],
    );
    await audit(tx, {
      ...actorOf(principal),
      action: before ? "provider.save" : "provider.create",
      subjectKind: "provider",
      subjectId: id,
      detail: { kind: wanted.kind, active: wanted.active, changedSecrets: Object.keys(wanted.secrets) },
    });
    return { id };
  });
}

/** Tries connection and credentials, of what is stored or of what is about to be. Sends nothing. */
export async function probeProvider(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  providerId: Id | null,
  input: unknown,
): Promise<ProbeResult & { ms: number }> {
  const wanted = parseInput(probeProviderSchema, input);
  const tried = await within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const before = providerId === null ? undefined : await providerRow(tx, providerId);
    const kind = before?.kind ?? wanted.kind;
    if (!kind) throw new JourneymanError("invalid", "Say which provider to try.");
    const settings = wanted.settings ?? before?.settings ?? {};
    return {
      provider: providerFor(kind),
      settings,
      secrets: { ...storedSecrets(deps, environmentId, before), ...wanted.secrets },
      // Only the seed marks a provider as one of our fakes; an input cannot, so it cannot reach into a private network either.
      allowPrivate: deps.allowPrivateHosts || reachesFake(before, settings),
    };
  });
  const since = performance.now();
  const result = await tried.provider.probe(tried.settings, tried.secrets, { timeoutMs: 8000, allowPrivate: tried.allowPrivate });
  return { ...result, ms: Math.round(performance.now() - since) };
}

async function providerRow(tx: Tx, providerId: Id): Promise<Row> {
  const [row] = await tx.query<Row>("authoring_provider", `SELECT ${columns} FROM provider WHERE environment_id = $1 AND id = $2`, [
    tx.environmentId,
    providerId,
  ]);
  if (!row) throw new JourneymanError("not_found", "There is no such provider.");
  return row;
}

/** One of our fakes, for as long as it is still they who answer there: another address is a real provider. */
function reachesFake(before: Row | undefined, settings: JsonObject): boolean {
  const place = ({ host, port, baseUrl }: JsonObject) => canonicalJson([host ?? null, port ?? null, baseUrl ?? null]);
  return before !== undefined && before.fake && place(before.settings) === place(settings);
}

function storedSecrets(deps: AuthoringDeps, environmentId: Id, row: Row | undefined): JsonObject {
  return row?.secrets ? (deps.vault.environmentCipher(environmentId).open(row.secrets) as JsonObject) : {};
}

function check(provider: Provider, settings: unknown, secrets: unknown): JsonObject {
  const checked = parseInput(z.object({ settings: provider.settingsSchema, secrets: provider.secretsSchema }), { settings, secrets });
  return checked.settings as JsonObject;
}
