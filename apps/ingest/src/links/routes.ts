import { linkKeyPurpose, recordAnswer } from "@journeyman/messages";
import { readToken } from "@journeyman/templates";
import { type Context, Hono } from "hono";
import type { IngestDeps } from "../deps.ts";
import { errorResponse } from "../http/problem.ts";
import { logTrouble } from "../log.ts";
import { isAutomatic } from "./automatic.ts";
import { type Engagement, recordEngagement } from "./engagement.ts";
import { createStoredLinks } from "./stored-links.ts";

const quiet = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" };
const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** The links in messages. A token is ours and unchanged, or it is nothing; where a click leads is looked up, never read from the link. */
export function linkRoutes(deps: IngestDeps): Hono {
  const app = new Hono();
  const key = deps.vault.signingKey(linkKeyPurpose);
  const links = createStoredLinks(deps.store);

  /** Whoever follows a link gets where they want to go, even if it could not be written down that they did. */
  const note = async (engagement: Engagement): Promise<void> => {
    await recordEngagement(deps, engagement).catch((error: unknown) =>
      logTrouble(deps.log, error, `a message ${engagement.kind} was not recorded`),
    );
  };

  app.get("/c/:token", async (c) => {
    const token = readToken(key, c.req.param("token"), "click");
    const url = token && (await links.find(token.environment, token.link));
    if (!token || url === undefined) return unknownLink(c);
    await note({ ...token, kind: "clicked", automatic: isAutomatic(c.req.raw) });
    return new Response(null, { status: 302, headers: { ...quiet, location: url } });
  });

  app.get("/o/:file", async (c) => {
    const token = readToken(key, c.req.param("file").replace(/\.gif$/, ""), "open");
    if (token)
      await note({
        environment: token.environment,
        run: token.run,
        message: token.message,
        kind: "opened",
        automatic: isAutomatic(c.req.raw),
      });
    return new Response(new Uint8Array(pixel), { status: token ? 200 : 404, headers: { ...quiet, "content-type": "image/gif" } });
  });

  // RFC 8058: the POST alone unsubscribes, without cookie, page or redirect. The body (List-Unsubscribe=One-Click) is not needed.
  app.post("/u/:token", async (c) => {
    const token = readToken(key, c.req.param("token"), "unsubscribe");
    if (!token) return unknownLink(c);
    try {
      const outcome = await recordAnswer(deps.store, token, "one-click", (_, { subject }) => [{ subject, state: "denied" }]);
      if (outcome === "gone")
        return c.text("This message is too old: we no longer know whom it went to. Use the link in a newer one.", 410, quiet);
      return c.text("You are unsubscribed. Nothing more will come on this topic to this address.", 200, quiet);
    } catch (error) {
      logTrouble(deps.log, error, "an unsubscribe could not be recorded");
      return errorResponse(error);
    }
  });

  // A GET changes nothing: scanners follow links. People confirm on the page.
  app.get("/u/:token", (c) => toPage(c, "unsubscribe", readToken(key, c.req.param("token"), "unsubscribe") !== undefined));
  app.get("/p/:token", (c) => toPage(c, "preferences", readToken(key, c.req.param("token"), "preferences") !== undefined));

  function toPage(c: Context, page: string, valid: boolean): Response {
    if (!valid) return unknownLink(c);
    return new Response(null, { status: 302, headers: { ...quiet, location: `${deps.urls.web}/${page}/${c.req.param("token") ?? ""}` } });
  }

  return app;
}

function unknownLink(c: Context): Response {
  return c.text("This link is not complete or has been changed. Copy it whole from the message.", 404, quiet);
}
