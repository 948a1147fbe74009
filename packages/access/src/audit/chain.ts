import { createHmac } from "node:crypto";
import { canonicalJson, type Id, type Instant, sha256Hex } from "@journeyman/core";

/** The part of an entry that is never shredded. */
export type ChainedRow = {
  organisation_id: Id;
  seq: number;
  environment_id: Id | null;
  at: Instant;
  actor_kind: "user" | "api_key" | "system";
  actor_id: Id | null;
  action: string;
  subject_kind: string | null;
  subject_id: string | null;
};

/** What the first entry follows. */
export const chainStart = "";

/** Salted, so that a payload with few possible values cannot be guessed from its commitment after it was shredded. */
export function commit(salt: string, detail: unknown): string {
  return createHmac("sha256", salt).update(canonicalJson(detail)).digest("hex");
}

export function chainHash(previous: string, row: ChainedRow, commitment: string): string {
  const { organisation_id, seq, environment_id, at, actor_kind, actor_id, action, subject_kind, subject_id } = row;
  const canonical = canonicalJson({ organisation_id, seq, environment_id, at, actor_kind, actor_id, action, subject_kind, subject_id });
  return sha256Hex(`${previous}\n${canonical}\n${commitment}`);
}
