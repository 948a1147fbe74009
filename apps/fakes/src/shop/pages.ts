import { html, raw } from "hono/html";
import { money, type Product, pictures, products } from "./products.ts";
import { demoShoppers, type Shopper } from "./shoppers.ts";

const mark = raw(
  '<svg width="22" height="22" viewBox="0 0 14 14" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2.5 12h8L9.4 5.5H3.6z"/><path d="M4.5 5.5c0-3.4 4-3.4 4 0M10 8l2.5-2.2"/></svg>',
);

export type PageFrame = {
  title: string;
  shopper: Shopper | undefined;
  connected: boolean;
  view: "home" | "product" | "cart" | "checkout" | "thanks";
  product?: Product;
};

function frame(page: PageFrame, body: unknown) {
  const { shopper } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-3 -3 20 20'%3E%3Crect x='-3' y='-3' width='20' height='20' rx='5' fill='%238a4a22'/%3E%3Cpath d='M2.5 12h8L9.4 5.5H3.6zM4.5 5.5c0-3.4 4-3.4 4 0M10 8l2.5-2.2' fill='none' stroke='white' stroke-width='1.2'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/assets/shop.css">
<script type="module" src="/assets/shop.js"></script>
</head>
<body data-view="${page.view}"${page.product ? html` data-product="${page.product.id}"` : ""}>
<header class="top"><div class="wide">
  <a class="logo" href="/">${mark}Northkettle</a>
  <nav aria-label="Shop"><a href="/#shelf">Kettles, pots and beans</a></nav>
  <details class="who"><summary>${shopper ? html`<span class="face">${shopper.firstName.slice(0, 1)}</span>${shopper.firstName}` : "Sign in"}</summary>
    <div class="menu">
      <p>Shop as</p>
      ${demoShoppers.map((one) => html`<button type="button" data-sign-in="${one.userId}" ${shopper?.userId === one.userId ? raw('aria-current="true"') : ""}><span class="face">${one.firstName.slice(0, 1)}</span><span>${one.firstName} ${one.lastName ?? ""}<small>${one.email}<br>${one.offers ? "agrees to offers" : "wants no offers"}</small></span></button>`)}
      <button type="button" data-sign-in=""><span class="face">+</span><span>Someone new<small>Nobody knows this browser yet</small></span></button>
      ${shopper ? html`<label class="tick wish"><input type="checkbox" id="wish"><span>Write to me about offers</span></label>` : ""}
    </div>
  </details>
  <a class="cart-link" href="/cart">Cart <b id="cart-count" hidden></b></a>
</div></header>
${page.connected ? "" : html`<p class="notice" role="status">The shop is not connected to Journeyman yet, so nothing it does is recorded. Start everything with <code>npm start</code>, then load this page again.</p>`}
<main class="wide">${body}</main>
<footer><div class="wide"><span>Northkettle is an invented shop. Nothing can be bought, and nothing leaves this machine.</span>
  <details class="events"><summary>What this page tells Journeyman</summary><ol id="events"></ol></details></div></footer>
</body>
</html>`;
}

function picture(product: Product, size = "") {
  return html`<div class="picture ${size}" style="background:${product.tone}"><svg viewBox="0 0 200 200" role="img" aria-label="${product.name}">${raw(pictures[product.picture])}</svg></div>`;
}

function card(product: Product) {
  return html`<li class="card"><a href="/products/${product.id}">${picture(product)}<b>${product.name}</b></a><span class="soft">${product.line}</span>
  <div class="buy"><span class="price">${money(product.price)}</span><button type="button" class="button quiet" data-add="${product.id}" aria-label="Add ${product.name} to the cart">Add to cart</button></div></li>`;
}

export function homePage(page: PageFrame) {
  const [first] = products;
  return frame(
    page,
    html`<section class="hero"><div><h1>Slow water,<br>good coffee.</h1><p>Kettles, pots and beans for people who do not hurry their mornings.</p>${first ? html`<a class="button" href="/products/${first.id}">See the gooseneck</a>` : ""}</div>${first ? picture(first, "big") : ""}</section>
<h2 id="shelf">On the shelf</h2><ul class="grid">${products.map(card)}</ul>`,
  );
}

export function productPage(page: PageFrame, product: Product) {
  return frame(
    page,
    html`<a class="crumb" href="/">All products</a><section class="product">${picture(product, "big")}<div><h1>${product.name}</h1><p class="soft">${product.line}</p><p class="price large">${money(product.price)}</p><p>${product.about}</p>
<div class="buy"><label>Quantity <input type="number" id="quantity" min="1" max="9" value="1" inputmode="numeric"></label><button type="button" class="button" data-add="${product.id}">Add to cart</button></div>
<ul class="facts"><li>Free delivery from €60</li><li>Thirty days to send it back</li><li>Two left in the Berlin store</li></ul></div></section>`,
  );
}

export function cartPage(page: PageFrame) {
  return frame(page, html`<h1>Your cart</h1><div id="cart" aria-live="polite"><p class="soft">Loading the cart …</p></div>`);
}

export function checkoutPage(page: PageFrame) {
  const { shopper } = page;
  return frame(
    page,
    html`<h1>Checkout</h1><div class="checkout"><form id="checkout" novalidate>
<fieldset id="contact"><legend><span>1</span> Where may we write to?</legend>
<label>First name<input name="firstName" autocomplete="given-name" required value="${shopper?.firstName ?? ""}"></label>
<label>E-mail<input name="email" type="email" autocomplete="email" required value="${shopper?.email ?? ""}"></label>
<label>Mobile phone, if you like<input name="phone" type="tel" autocomplete="tel" placeholder="+48 512 345 678" value="${shopper?.phone ?? ""}"></label>
<label class="tick"><input type="checkbox" name="offers"><span>Yes, write to me about offers and new things. I can stop at any time.</span></label>
<p class="wrong" id="wrong" role="alert"></p><button class="button" type="submit">Continue to payment</button></fieldset>
<fieldset id="payment" hidden><legend><span>2</span> Payment</legend><p class="soft">This is where a real shop would ask for a card. Leave now to abandon the cart, or pay.</p><button class="button" type="button" id="pay">Pay</button></fieldset>
</form><aside id="summary" aria-label="Order"></aside></div>`,
  );
}

export function thanksPage(page: PageFrame) {
  return frame(
    page,
    html`<section class="thanks"><h1>Thank you.</h1><p id="order">Your order is confirmed. We pack it today.</p><a class="button" href="/">Back to the shop</a></section>`,
  );
}
