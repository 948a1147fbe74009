import { providerFor, type WebhookHeaders } from "@journeyman/channels/providers";
import { Hono } from "hono";
import type { IngestDeps } from "../deps.ts";
import { readBytes } from "../http/body.ts";
import { errorResponse, problemResponse } from "../http/problem.ts";
import { logTrouble } from "../log.ts";
import { recordInbound } from "./inbound.ts";
import { createProviderRows } from "./provider-rows.ts";
import { recordReports } from "./reports.ts";

const mostBytes = 1_000_000;

/** What providers call back with: verified over the raw body, kept, acknowledged; what it means is worked out by the router. */
export function webhookRoutes(deps: IngestDeps): Hono {
  const app = new Hono();
  const rows = createProviderRows(deps.store, deps.vault);
  app.post("/:token", async (c) => {
    try {
      const provider = await rows.find(c.req.param("token"));
      if (!provider) return problemResponse("not_found", "No provider has this callback address.");
      const raw = (await readBytes(c.req.raw, mostBytes)).toString();
      const headers: WebhookHeaders = Object.fromEntries(c.req.raw.headers);
      // As the provider called it, which is what it signed; behind a proxy our own address says otherwise.
      const called = new URL(c.req.url);
      const url = `${deps.urls.ingest}${called.pathname}${called.search}`;
      const adapter = providerFor(provider.kind);
      if (!adapter.verifyWebhook(raw, headers, url, provider.secrets)) {
        deps.log.warn({ provider: provider.id }, "a callback with a wrong signature was refused");
        return problemResponse(
          "forbidden",
          "The signature does not fit the body. Check the provider's secret and the collector's public address.",
        );
      }
      await recordReports(deps, provider, adapter.parseWebhook(raw, headers, url));
      const inbound = adapter.parseInbound(raw, headers);
      if (inbound) await recordInbound(deps, provider, inbound);
      return new Response("<Response/>", { headers: { "content-type": "text/xml" } });
    } catch (error) {
      const response = errorResponse(error);
      if (response.status >= 500) logTrouble(deps.log, error, "a callback could not be recorded");
      return response;
    }
  });
  return app;
}
