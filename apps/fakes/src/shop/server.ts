import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { bundle, fontFile, textFile } from "../assets.ts";
import { readShopSettings } from "../config.ts";
import { cartPage, checkoutPage, homePage, type PageFrame, productPage, thanksPage } from "./pages.ts";
import { products } from "./products.ts";
import { demoShoppers, mintUserToken, openSession, type Shopper, sealSession, userIdOf } from "./shoppers.ts";

const cookie = "northkettle";
const signInSchema = z.union([
  z.object({ demo: z.string() }).strict(),
  z
    .object({ firstName: z.string().trim().min(1).max(100), email: z.email().max(254), phone: z.string().trim().max(40).optional() })
    .strict(),
]);

/** The demo shop: pages, and the little that a shop's own server must do: know who is signed in, and say so with a token. */
export function shopServer({ home }: { home: string }): Hono {
  const app = new Hono();
  const settings = () => readShopSettings(home);
  const shopperOf = (c: Parameters<typeof getCookie>[0]) => openSession(getCookie(c, cookie));

  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/assets/shop.js", async (c) =>
    c.body(await bundle(new URL("./client/main.ts", import.meta.url)), 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  app.get("/assets/shop.css", (c) =>
    c.body(textFile(new URL("./shop.css", import.meta.url)), 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/assets/fonts/:name", (c) => {
    const font = fontFile(c.req.param("name"));
    return font ? c.body(font, 200, { "content-type": "font/woff2", "cache-control": "max-age=86400" }) : c.notFound();
  });

  const frame = (c: Parameters<typeof getCookie>[0], view: PageFrame["view"], title: string): PageFrame => {
    const { ingestUrl, writeKey } = settings();
    return { view, title: `${title} – Northkettle`, shopper: shopperOf(c), connected: Boolean(ingestUrl && writeKey) };
  };
  app.get("/", (c) => c.html(homePage(frame(c, "home", "Kettles and coffee"))));
  app.get("/products/:id", (c) => {
    const product = products.find((one) => one.id === c.req.param("id"));
    return product ? c.html(productPage({ ...frame(c, "product", product.name), product }, product)) : c.redirect("/");
  });
  app.get("/cart", (c) => c.html(cartPage(frame(c, "cart", "Your cart"))));
  app.get("/checkout", (c) => c.html(checkoutPage(frame(c, "checkout", "Checkout"))));
  app.get("/thanks", (c) => c.html(thanksPage(frame(c, "thanks", "Thank you"))));

  /** What the page's script needs: where events go, what is sold, and who this is, with proof. */
  app.get("/session", async (c) => c.json(await session(shopperOf(c))));
  app.post("/session", async (c) => {
    // Another site's page must not sign this browser in as somebody.
    const origin = c.req.header("origin");
    if (origin !== undefined && new URL(origin).host !== c.req.header("host")) return c.json({ error: "Not from this page." }, 403);
    const wanted = signInSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!wanted.success) return c.json({ error: "Write a first name and a whole e-mail address, such as ana@example.com." }, 400);
    const shopper = shopperFor(wanted.data);
    if (shopper) setCookie(c, cookie, sealSession(shopper), { httpOnly: true, sameSite: "Lax", path: "/" });
    else deleteCookie(c, cookie, { path: "/" });
    return c.json(await session(shopper));
  });

  async function session(shopper: Shopper | undefined) {
    const { ingestUrl, writeKey, tokenSecret } = settings();
    return {
      collector: ingestUrl && writeKey ? { url: ingestUrl, writeKey } : undefined,
      shopper,
      token: shopper && tokenSecret ? await mintUserToken(shopper.userId, tokenSecret) : undefined,
      products: products.map(({ id, name, line, price, currency, picture, tone }) => ({ id, name, line, price, currency, picture, tone })),
    };
  }
  return app;
}

function shopperFor(wanted: z.infer<typeof signInSchema>): Shopper | undefined {
  if ("demo" in wanted) return demoShoppers.find((one) => one.userId === wanted.demo);
  const { firstName, email, phone } = wanted;
  return { userId: userIdOf(email), firstName, email: email.toLowerCase(), ...(phone ? { phone: phone.replace(/[\s()-]/g, "") } : {}) };
}
