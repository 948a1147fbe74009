import { Hono } from "hono";
import { bundle, fontFile, textFile } from "../assets.ts";
import { readShopSettings } from "../config.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { inboxPage } from "./page.ts";

const styles = ["base", "list", "mail", "phone", "faults", "toast", "small"];

/** The inbox as a page, its files, and each mail's HTML in a box of its own. */
export function inboxPages({ mailbox, home }: { mailbox: Mailbox; home: string }): Hono {
  const app = new Hono();
  app.get("/", (c) => {
    c.header(
      "content-security-policy",
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    return c.html(inboxPage(readShopSettings(home)));
  });
  app.get("/assets/inbox.js", async (c) =>
    c.body(await bundle(new URL("./client/main.ts", import.meta.url)), 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  app.get("/assets/theme.js", async (c) =>
    c.body(await bundle(new URL("./client/theme.ts", import.meta.url)), 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  app.get("/assets/tokens.css", (c) =>
    c.body(textFile(new URL("../tokens.css", import.meta.url)), 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/assets/inbox.css", (c) =>
    c.body(styles.map((name) => textFile(new URL(`./styles/${name}.css`, import.meta.url))).join(""), 200, {
      "content-type": "text/css; charset=utf-8",
    }),
  );
  app.get("/assets/fonts/:name", (c) => {
    const font = fontFile(c.req.param("name"));
    return font ? c.body(font, 200, { "content-type": "font/woff2", "cache-control": "max-age=86400" }) : c.notFound();
  });
  // Whatever a mail contains: no scripts, no forms, no way into this page. Pictures load, as in a mail program that allows them.
  app.get("/mail/:id", (c) => {
    const message = mailbox.find(c.req.param("id"));
    c.header(
      "content-security-policy",
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'",
    );
    c.header("referrer-policy", "no-referrer");
    if (!message?.html) return c.html("<p>This mail has no HTML.</p>", 404);
    return c.html(withTarget(message.html));
  });
  return app;
}

/** Links open beside the inbox and not in the frame. */
function withTarget(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (tag) => tag + base) : base + html;
}
