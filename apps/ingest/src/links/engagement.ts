import type { Id } from "@journeyman/core";
import { recordFact } from "@journeyman/messages";
import type { IngestDeps } from "../deps.ts";

export type Engagement = { environment: Id; run: Id; message: Id; kind: "opened" | "clicked"; automatic: boolean; link?: Id };

/**
 * Keeps that a message was opened or a link in it was followed. One fact a minute for each of them: a reload adds nothing, and nobody can
 * fill the table by holding a key down.
 */
export async function recordEngagement(deps: IngestDeps, { environment, run, message, kind, automatic, link }: Engagement): Promise<void> {
  const minute = Math.floor(Date.now() / 60_000);
  await deps.store.tenant(environment, (tx) =>
    recordFact(tx, {
      providerEventId: [kind, message, link ?? "", automatic ? "automatic" : "person", minute].join(":"),
      kind,
      runId: run,
      messageId: message,
      automatic,
      detail: link === undefined ? {} : { link },
    }),
  );
}
