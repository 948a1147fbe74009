import type { Columns, Row } from "./insert-rows.ts";

/** The tables that the history fills, in the order of writing. */
export const tables = {
  profile: { id: "uuid", traits: "jsonb", sealed: "bytea", time_zone: "text", locale: "text", country: "text", position: "bigint", created_at: "timestamptz", first_seen_at: "timestamptz", last_seen_at: "timestamptz" },
  identity: { kind: "text", value_hash: "bytea", profile_id: "uuid", value: "text", created_at: "timestamptz" },
  trait_history: { id: "uuid", profile_id: "uuid", name: "text", value: "jsonb", at: "timestamptz" },
  contact_point: { id: "uuid", profile_id: "uuid", kind: "text", sealed: "bytea", address_hash: "bytea", organisation_hash: "bytea", domain_hash: "bytea", hint: "text", active: "boolean", created_at: "timestamptz" },
  consent: { id: "uuid", profile_id: "uuid", contact_point_id: "uuid", subject: "text", state: "text", basis: "text", wording: "text", wording_version: "int", language: "text", method: "text", source_id: "uuid", at: "timestamptz", recorded_at: "timestamptz" },
  consent_state: { contact_point_id: "uuid", subject: "text", state: "text", consent_id: "uuid", at: "timestamptz" },
  event_key: { message_hash: "bytea", event_id: "uuid" },
  event: { id: "uuid", profile_id: "uuid", type: "text", name: "text", at: "timestamptz", received_at: "timestamptz", source_id: "uuid", properties: "jsonb", context: "jsonb", historical: "boolean", trusted: "boolean", depth: "int", position: "bigint" },
  entry: { journey_id: "uuid", profile_id: "uuid", key_hash: "bytea", open_run_id: "uuid", last_start: "timestamptz", last_end: "timestamptz", starts: "int" },
  run: { id: "uuid", journey_id: "uuid", version_id: "uuid", profile_id: "uuid", key_hash: "bytea", trigger_event_id: "uuid", status: "text", preview: "boolean", state: "jsonb", seq: "int", answer: "jsonb", wake_at: "timestamptz", from_position: "bigint", entered_at: "timestamptz", ended_at: "timestamptz", exit_reason: "text" },
  wait: { profile_id: "uuid", id: "uuid", run_id: "uuid", token: "text", node: "text", visit: "int", name: "text", subject: "text", filter: "jsonb", from_position: "bigint", since: "timestamptz", until: "timestamptz" },
  poke: { run_id: "uuid", profile_id: "uuid", kind: "text", stamp: "uuid", due_at: "timestamptz", attempts: "int" },
  trace: { run_id: "uuid", id: "uuid", profile_id: "uuid", version_id: "uuid", node: "text", visit: "int", kind: "text", port: "text", at: "timestamptz", detail: "jsonb" },
  step_count: { version_id: "uuid", node: "text", what: "text", hour: "timestamptz", n: "bigint" },
  conversion: { run_id: "uuid", event_id: "uuid", version_id: "uuid", profile_id: "uuid", value: "numeric", currency: "text", at: "timestamptz" },
  message: { run_id: "uuid", id: "uuid", node: "text", visit: "int", channel: "text", endpoint: "uuid", profile_id: "uuid", journey_id: "uuid", version_id: "uuid", template_id: "uuid", template_version_id: "uuid", topic: "text", class: "text", state: "text", reason: "text", decision: "jsonb", settings: "jsonb", attempts: "int", provider_id: "uuid", provider_message_id: "text", planned_at: "timestamptz", accepted_at: "timestamptz", final_at: "timestamptz", delivered_at: "timestamptz", opened_at: "timestamptz", clicked_at: "timestamptz" },
  message_fact: { id: "uuid", provider_id: "uuid", provider_event_id: "text", kind: "text", run_id: "uuid", message_id: "uuid", automatic: "boolean", detail: "jsonb", at: "timestamptz", received_at: "timestamptz" },
  field_class: { scope: "text", name: "text", class: "text", decided: "boolean", type: "text", first_seen_at: "timestamptz" },
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof tables;

/** Rows on their way to the tables. */
export type Rows = Record<TableName, Row[]>;

export function noRows(): Rows {
  return Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as Rows;
}
