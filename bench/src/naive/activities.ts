import { type OutgoingMessage, smtpProvider } from "@journeyman/channels/providers";
import { decide } from "@journeyman/consent";
import { readDecisionInputs } from "@journeyman/consent/store";
import { type Id, type JsonObject, newId } from "@journeyman/core";
import { personForRendering } from "@journeyman/customers";
import type { World } from "@journeyman/runtime/testing";
import { sqlTime, type Tx } from "@journeyman/store";
import { type EmailContent, linkUrl, renderEmail } from "@journeyman/templates";
import type { NaiveInput } from "./workflow.ts";

export type NaiveActivities = {
  enter(input: NaiveInput): Promise<void>;
  send(input: NaiveInput, node: string, template: string): Promise<void>;
  branch(input: NaiveInput): Promise<"pro" | "else">;
  sendAndEnd(input: NaiveInput, node: string, template: string): Promise<void>;
};

/** What hand-written activities know beforehand, so that they need not look it up for each person. */
export type NaiveKnowledge = {
  journeyId: Id;
  versionId: Id;
  providerId: Id;
  providerSettings: JsonObject;
  templates: ReadonlyMap<string, { id: Id; versionId: Id; content: EmailContent }>;
};

/** Hand-written for this one journey: the same rows, the same decision under the same lock, the same rendering, links, sealing and provider. */
export function naiveActivities(world: World, known: NaiveKnowledge): NaiveActivities {
  const { store, vault, publicUrls } = world.deps;
  const { environmentId } = world;
  const lock = <T>(profile: string, work: (tx: Tx) => Promise<T>) => store.lockPerson(environmentId, profile, work);
  const key = vault.signingKey("links");

  const trace = (tx: Tx, input: NaiveInput, rows: { node: string; kind: string; port?: string; detail: JsonObject }[]) => {
    const at = tx.now();
    const traces = rows.map((row) => ({ id: newId(at), ...row }));
    const tallies = rows
      .filter((row) => row.kind !== "message" && row.kind !== "waiting")
      .map((row) => ({
        id: newId(at),
        node: row.kind === "exit" ? "" : row.node,
        what: row.kind === "left" ? `left:${row.port}` : row.kind,
      }));
    return tx.query(
      "naive_trace",
      `WITH t AS (INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, port, at, detail)
         SELECT $1, $2, id, $3, $4, node, 1, kind, port, $5, detail FROM jsonb_to_recordset($6::jsonb) AS x(id uuid, node text, kind text, port text, detail jsonb))
       INSERT INTO tally (environment_id, id, version_id, node, what, n, at)
         SELECT $1, id, $4, node, what, 1, $5 FROM jsonb_to_recordset($7::jsonb) AS x(id uuid, node text, what text)`,
      [environmentId, input.run, input.profile, known.versionId, sqlTime(at), JSON.stringify(traces), JSON.stringify(tallies)],
    );
  };

  const send = async (input: NaiveInput, node: string, templateKey: string): Promise<void> => {
    const template = known.templates.get(templateKey);
    if (!template) throw new Error("no such template");
    const messageId = newId();
    const made = await store.tenant(environmentId, async (tx) => {
      const person = await personForRendering(tx, vault, input.profile);
      const point = person?.contactPoints.find((one) => one.kind === "email");
      if (!person || !point) throw new Error("nobody to write to");
      const at = { environment: environmentId, run: input.run, message: messageId };
      const links = {
        unsubscribeUrl: linkUrl(publicUrls.ingest, { kind: "unsubscribe", ...at }, key),
        preferencesUrl: linkUrl(publicUrls.ingest, { kind: "preferences", ...at }, key),
        openPixelUrl: linkUrl(publicUrls.ingest, { kind: "open", ...at }, key),
        linkFor: () => linkUrl(publicUrls.ingest, { kind: "click", ...at, link: known.versionId }, key),
      };
      const mail = await renderEmail({
        content: template.content,
        class: "marketing",
        links,
        person: person.person,
        postalAddress: "1 Mill Lane",
      });
      const message: OutgoingMessage = {
        messageId,
        channel: "email",
        to: point.address,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: mail.headers,
      };
      return { message, endpoint: point.id, cipher: await vault.personKey(tx, input.profile) };
    });
    const go = await lock(input.profile, async (tx) => {
      const decision = decide(
        await readDecisionInputs(tx, {
          profileId: input.profile,
          channel: "email",
          class: "marketing",
          templateId: template.id,
          endpoint: made.endpoint,
          topic: "offers",
          expiresAt: null,
          providerId: known.providerId,
          leaseMs: 45_000,
          onQuietHours: "hold",
        }),
      );
      const rows = await tx.query(
        "naive_claim",
        `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, template_id, template_version_id, topic, class,
           state, decision, settings, attempts, claim_id, claimed_at, lease_until, provider_id, rendered, subject_sealed, planned_at)
         VALUES ($1, $2, $3, $4, 1, 'email', $5, $6, $7, $8, $9, $10, 'offers', 'marketing', $11, $12, '{}', 1, $3, $13, $14, $15, $16, $17, $13)
         ON CONFLICT (environment_id, run_id, node, visit, channel, endpoint) DO NOTHING RETURNING id`,
        [
          environmentId,
          input.run,
          messageId,
          node,
          made.endpoint,
          input.profile,
          known.journeyId,
          known.versionId,
          template.id,
          template.versionId,
          decision.go ? "claimed" : "suppressed",
          JSON.stringify(decision),
          sqlTime(tx.now()),
          sqlTime(tx.now() + 45_000),
          known.providerId,
          made.cipher.seal(made.message as never),
          made.cipher.seal(made.message.subject ?? ""),
        ],
      );
      await trace(tx, input, [
        { node, kind: "entered", detail: { reason: "entered" } },
        { node, kind: "message", detail: { reason: "message" } },
      ]);
      return decision.go && rows.length > 0;
    });
    if (!go) return;
    const sent = await smtpProvider.send(known.providerSettings, {}, made.message, { timeoutMs: 30_000, allowPrivate: true });
    await lock(input.profile, async (tx) => {
      await tx.query(
        "naive_outcome",
        `UPDATE message SET state = $4, accepted_at = $5, final_at = $5, rendered = NULL WHERE environment_id = $1 AND run_id = $2 AND id = $3`,
        [environmentId, input.run, messageId, sent.kind === "accepted" ? "accepted" : "unknown", sqlTime(tx.now())],
      );
      await trace(tx, input, [{ node, kind: "left", port: "done", detail: { reason: sent.kind } }]);
    });
  };

  return {
    async enter(input) {
      await lock(input.profile, async (tx) => {
        await tx.query(
          "naive_enter",
          `WITH r AS (INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, trigger_event_id, status, from_position, entered_at)
             VALUES ($1, $2, $3, $4, $5, '\\x00', $6, 'active', 0, $7) ON CONFLICT DO NOTHING)
           INSERT INTO entry (environment_id, journey_id, profile_id, key_hash, open_run_id, last_start, starts) VALUES ($1, $3, $5, '\\x00', $2, $7, 1)
           ON CONFLICT (environment_id, journey_id, profile_id, key_hash) DO UPDATE SET open_run_id = excluded.open_run_id, last_start = excluded.last_start`,
          [environmentId, input.run, known.journeyId, known.versionId, input.profile, input.event, sqlTime(tx.now())],
        );
      });
    },
    send,
    async branch(input) {
      return lock(input.profile, async (tx) => {
        const [row] = await tx.query<{ traits: JsonObject }>(
          "naive_branch",
          "SELECT traits FROM profile WHERE environment_id = $1 AND id = $2",
          [environmentId, input.profile],
        );
        const port = row?.traits.plan === "pro" ? "pro" : "else";
        await trace(tx, input, [
          { node: "which", kind: "entered", detail: { reason: "entered" } },
          { node: "which", kind: "left", port, detail: { reason: "condition" } },
        ]);
        return port;
      });
    },
    async sendAndEnd(input, node, template) {
      await send(input, node, template);
      await lock(input.profile, async (tx) => {
        await tx.query(
          "naive_end",
          `WITH r AS (UPDATE run SET status = 'ended', ended_at = $3, exit_reason = 'welcomed' WHERE environment_id = $1 AND id = $2)
           UPDATE entry SET open_run_id = NULL, last_end = $3 WHERE environment_id = $1 AND journey_id = $4 AND profile_id = $5 AND key_hash = '\\x00'`,
          [environmentId, input.run, sqlTime(tx.now()), known.journeyId, input.profile],
        );
        await trace(tx, input, [{ node: "end", kind: "exit", detail: { reason: "welcomed" } }]);
      });
    },
  };
}
