import { Hono } from "hono";
import type { IngestDeps } from "./deps.ts";
import { errorResponse, problemResponse } from "./http/problem.ts";
import { linkRoutes } from "./links/routes.ts";
import { logTrouble } from "./log.ts";
import { segmentRoutes } from "./segment/routes.ts";
import { webhookRoutes } from "./webhooks/routes.ts";

/** All that the collector answers. */
export function createApp(deps: IngestDeps): Hono {
  const app = new Hono();
  app.get("/healthz", async (c) => {
    // Tells whoever started us that it is us who answer at this port.
    c.header("journeyman-start", process.env.JOURNEYMAN_START ?? "");
    try {
      await deps.store.ping();
      return c.json({ ok: true });
    } catch (error) {
      logTrouble(deps.log, error, "health check failed");
      return c.json({ ok: false, problem: "The database cannot be reached." }, 503);
    }
  });
  app.route("/v1", segmentRoutes(deps));
  app.route("/webhooks", webhookRoutes(deps));
  app.route("/", linkRoutes(deps));
  app.notFound(() =>
    problemResponse(
      "not_found",
      "There is nothing here. The collector takes POST /v1/track, /v1/identify, /v1/page, /v1/batch and their like.",
    ),
  );
  app.onError((error) => {
    logTrouble(deps.log, error, "request failed");
    return errorResponse(error);
  });
  return app;
}
