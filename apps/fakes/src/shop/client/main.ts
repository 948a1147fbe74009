import { pictures } from "../products.ts";
import { type Session, ShopAnalytics } from "./analytics.ts";
import { add, asProducts, emptyCart, type Filled, filled, money, setQuantity, showCount, total } from "./cart.ts";

const askSession = async (init?: RequestInit): Promise<Session | undefined> => {
  const response = await fetch("/session", init);
  return response.ok ? ((await response.json()) as Session) : undefined;
};
const signIn = (who: object) => askSession({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(who) });

const session = (await askSession()) ?? { products: [] };
const analytics = new ShopAnalytics(session);
showCount();

const view = document.body.dataset.view;
const product = session.products.find((one) => one.id === document.body.dataset.product);
const cart = () => filled(session.products);

void analytics.page();
if (product)
  void analytics.track("Product Viewed", { product_id: product.id, name: product.name, price: product.price, currency: product.currency });

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-add]")) {
  button.addEventListener("click", () => {
    const chosen = session.products.find((one) => one.id === button.dataset.add);
    if (!chosen) return;
    const quantity = Math.max(1, Number(document.querySelector<HTMLInputElement>("#quantity")?.value ?? 1) || 1);
    add(chosen.id, quantity);
    void analytics.track("Product Added", {
      product_id: chosen.id,
      name: chosen.name,
      price: chosen.price,
      currency: chosen.currency,
      quantity,
    });
    const words = button.textContent;
    button.textContent = "Added";
    setTimeout(() => (button.textContent = words), 1500);
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-sign-in]")) {
  button.addEventListener("click", async () => {
    await analytics.reset();
    const next = await signIn({ demo: button.dataset.signIn ?? "" });
    if (next) analytics.session = next;
    if (next?.shopper) await within(3000, analytics.identify());
    location.reload();
  });
}

// Agreeing and taking it back are one click each, wherever one is.
const wish = document.querySelector<HTMLInputElement>("#wish");
const wishKey = `northkettle-offers-${session.shopper?.userId ?? ""}`;
if (wish) {
  wish.checked = localStorage.getItem(wishKey) === "yes";
  wish.addEventListener("change", () => {
    localStorage.setItem(wishKey, wish.checked ? "yes" : "no");
    void analytics.identify({ offers: wish.checked });
  });
}

if (view === "cart") {
  drawCart();
  void analytics.track("Cart Viewed", { products: asProducts(cart()), total: total(cart()), currency: "EUR" });
}
if (view === "checkout") beginCheckout();
if (view === "thanks") {
  const order = new URLSearchParams(location.search).get("order");
  const words = document.getElementById("order");
  if (order && words) words.textContent = `Order ${order} is confirmed. We pack it today.`;
}

function drawCart(): void {
  const room = document.getElementById("cart");
  if (!room) return;
  const full = cart();
  if (full.length === 0) {
    room.replaceChildren(paragraph("There is nothing in it yet."), link("/", "Look around", "button"));
    return;
  }
  const list = document.createElement("ul");
  list.className = "lines";
  list.append(...full.map((line) => cartLine(line, true)));
  const sum = document.createElement("div");
  sum.className = "sum";
  sum.append(paragraph("Total"), strong(money(total(full))));
  room.replaceChildren(list, sum, link("/checkout", "Go to checkout", "button"));
}

function cartLine({ product: one, quantity }: Filled, editable: boolean): HTMLLIElement {
  const item = document.createElement("li");
  const image = document.createElement("div");
  image.className = "picture small";
  image.style.background = one.tone;
  // Our own drawings, never a visitor's words.
  image.innerHTML = `<svg viewBox="0 0 200 200" aria-hidden="true">${pictures[one.picture as keyof typeof pictures]}</svg>`;
  const words = document.createElement("div");
  words.append(strong(one.name), paragraph(one.line));
  const price = strong(money(one.price * quantity));
  if (!editable) {
    item.append(image, words, paragraph(`× ${quantity}`), price);
    return item;
  }
  const amount = document.createElement("input");
  Object.assign(amount, { type: "number", min: "0", max: "99", value: String(quantity), ariaLabel: `Quantity of ${one.name}` });
  amount.addEventListener("change", () => {
    setQuantity(one.id, Number(amount.value) || 0);
    if (!Number(amount.value))
      void analytics.track("Product Removed", { product_id: one.id, name: one.name, price: one.price, currency: one.currency, quantity });
    drawCart();
  });
  item.append(image, words, amount, price);
  return item;
}

function beginCheckout(): void {
  const full = cart();
  if (full.length === 0) {
    location.href = "/cart";
    return;
  }
  const summary = document.getElementById("summary");
  const list = document.createElement("ul");
  list.className = "lines";
  list.append(...full.map((line) => cartLine(line, false)));
  const sum = document.createElement("div");
  sum.className = "sum";
  sum.append(paragraph("Total"), strong(money(total(full))));
  summary?.append(list, sum);

  const form = document.querySelector<HTMLFormElement>("#checkout");
  const wrong = document.getElementById("wrong");
  const payment = document.getElementById("payment");
  const contact = document.querySelector<HTMLFieldSetElement>("#contact");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const phone = String(data.get("phone") ?? "").trim();
    const next = await signIn({
      firstName: String(data.get("firstName") ?? ""),
      email: String(data.get("email") ?? ""),
      ...(phone ? { phone } : {}),
    });
    if (!next?.shopper) {
      if (wrong) wrong.textContent = "Write a first name and a whole e-mail address, such as ana@example.com.";
      return;
    }
    if (wrong) wrong.textContent = "";
    analytics.session = next;
    const offers = data.get("offers") === "on";
    localStorage.setItem(`northkettle-offers-${next.shopper.userId}`, offers ? "yes" : "no");
    await analytics.identify({ offers });
    await analytics.track("Checkout Started", { products: asProducts(full), total: total(full), currency: "EUR" });
    if (contact) contact.disabled = true;
    if (payment) payment.hidden = false;
    document.getElementById("pay")?.focus();
  });
  document.getElementById("pay")?.addEventListener("click", async (event) => {
    (event.target as HTMLButtonElement).disabled = true;
    const order = `NK-${Date.now().toString(36).toUpperCase()}`;
    await within(
      3000,
      analytics.track("Order Completed", { order_id: order, total: total(full), currency: "EUR", products: asProducts(full) }),
    );
    emptyCart();
    location.href = `/thanks?order=${order}`;
  });
}

/** A collector that does not answer must not keep anybody from going on; the SDK sends again later. */
function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = "soft";
  element.textContent = text;
  return element;
}

function strong(text: string): HTMLElement {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

function link(href: string, text: string, className: string): HTMLAnchorElement {
  const element = document.createElement("a");
  Object.assign(element, { href, textContent: text, className });
  return element;
}
