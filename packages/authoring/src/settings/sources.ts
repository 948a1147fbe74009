import { randomBytes } from "node:crypto";
import { audit, type Principal } from "@journeyman/access";
import { type Id, type Instant, JourneymanError, newId, sha256Hex } from "@journeyman/core";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

export type SourceRow = {
  id: Id;
  name: string;
  kind: "server" | "browser";
  write_key: string | null;
  prefix: string;
  may_consent: boolean;
  created_at: Instant;
  last_seen_at: Instant | null;
  refused_events: number;
  refused_at: Instant | null;
  refused_reason: string | null;
  revoked_at: Instant | null;
};

const columns =
  "id, name, kind, write_key, prefix, may_consent, created_at, last_seen_at, refused_events, refused_at, refused_reason, revoked_at";

export function listSources(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<SourceRow[]> {
  return within(deps, principal, environmentId, "settings.read", (tx) =>
    tx.query<SourceRow>(
      "authoring_sources",
      `SELECT ${columns} FROM source WHERE environment_id = $1 ORDER BY revoked_at IS NOT NULL, created_at`,
      [environmentId],
    ),
  );
}

export const createSourceSchema = z.object({
  name: z.string().trim().min(1, "Give the source a name.").max(80),
  kind: z.enum(["server", "browser"]),
  mayConsent: z.boolean().default(true),
});

/** What is shown once: a server's write key, a browser's secret for user tokens. A browser's write key is public and stays readable. */
export type CreatedSource = { id: Id; writeKey: string; tokenSecret?: string };

export function createSource(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<CreatedSource> {
  const { name, kind, mayConsent } = parseInput(createSourceSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const id = newId(tx.now());
    const writeKey = `jw_${kind === "server" ? "s" : "b"}_${randomBytes(24).toString("base64url")}`;
    const tokenSecret = kind === "browser" ? randomBytes(32).toString("base64url") : undefined;
    const sealed = tokenSecret === undefined ? null : deps.vault.environmentCipher(environmentId).seal({ secret: tokenSecret });
    await tx.query(
      "authoring_source_insert",
      `INSERT INTO source (environment_id, id, name, kind, write_key, write_key_hash, prefix, token_secret, may_consent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        environmentId,
        id,
        name,
        kind,
        kind === "browser" ? writeKey : null,
        kind === "server" ? sha256Hex(writeKey) : null,
        writeKey.slice(0, 9),
        sealed,
        mayConsent,
      ],
    );
    await audit(tx, { ...actorOf(principal), action: "source.create", subjectKind: "source", subjectId: id, detail: { kind } });
    return { id, writeKey, ...(tokenSecret === undefined ? {} : { tokenSecret }) };
  });
}

/** The collector refuses the key within five seconds. */
export function revokeSource(deps: AuthoringDeps, principal: Principal, environmentId: Id, sourceId: Id): Promise<void> {
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    const rows = await tx.query(
      "authoring_source_revoke",
      "UPDATE source SET revoked_at = coalesce(revoked_at, now()) WHERE environment_id = $1 AND id = $2 RETURNING id",
      [environmentId, sourceId],
    );
    if (rows.length === 0) throw new JourneymanError("not_found", "There is no such source.");
    await audit(tx, { ...actorOf(principal), action: "source.revoke", subjectKind: "source", subjectId: sourceId, detail: {} });
  });
}
