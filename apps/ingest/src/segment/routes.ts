import { Hono } from "hono";
import { cors } from "hono/cors";
import type { IngestDeps } from "../deps.ts";
import { errorResponse, problemResponse } from "../http/problem.ts";
import { logTrouble } from "../log.ts";
import { collectRequest, TooFast } from "./collect-request.ts";
import type { MessageType } from "./schemas.ts";
import { browserSettings } from "./settings.ts";

/** Segment's paths for servers, and the short ones its browser SDK uses. */
const paths: Record<string, MessageType | "batch" | "import"> = {
  identify: "identify",
  i: "identify",
  track: "track",
  t: "track",
  page: "page",
  p: "page",
  screen: "screen",
  s: "screen",
  group: "group",
  g: "group",
  alias: "alias",
  a: "alias",
  batch: "batch",
  b: "batch",
  import: "import",
};

export function segmentRoutes(deps: IngestDeps): Hono {
  const app = new Hono();
  // A browser's key is public and no cookie is read, so every origin may send.
  app.use("*", cors({ origin: "*", allowMethods: ["GET", "POST"], maxAge: 86_400 }));
  for (const [path, what] of Object.entries(paths)) {
    app.post(`/${path}`, async (c) => {
      try {
        const { recorded, refused, problems } = await collectRequest(deps, c.req.raw, what);
        deps.log.debug({ events: recorded, refused }, "collected");
        return c.json(refused === 0 ? { success: true } : { success: true, recorded, refused, problems });
      } catch (error) {
        if (error instanceof TooFast) {
          return problemResponse("rate_limited", `This source sends more than it may; wait ${error.seconds} s.`, {
            headers: { "retry-after": String(error.seconds), "x-ratelimit-reset": String(Date.now() + error.seconds * 1000) },
          });
        }
        const response = errorResponse(error);
        if (response.status >= 500) logTrouble(deps.log, error, "events could not be recorded", { path });
        return response;
      }
    });
  }
  // The browser SDK's own measurements; it is told not to send them, older copies do.
  app.post("/m", (c) => c.body(null, 204));
  app.get("/projects/:key/settings", async (c) => {
    const source = await deps.sources.find(c.req.param("key")).catch((error: unknown) => errorResponse(error));
    if (source instanceof Response) return source;
    if (source?.kind !== "browser")
      return problemResponse("not_found", "No browser source has this write key. Settings › Sources shows the keys that work.");
    c.header("cache-control", "public, max-age=60");
    return c.json(browserSettings(source.writeKey, deps.urls.ingest));
  });
  return app;
}
