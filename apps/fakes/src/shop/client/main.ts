import { type Session, ShopAnalytics } from "./analytics.ts";
import { add, asProducts, filled, openCart, takeCartTo, total } from "./cart.ts";
import { drawCart } from "./cart-page.ts";
import { beginCheckout } from "./checkout.ts";
import { within } from "./elements.ts";
import { currentSession, rememberWish, signIn, wishesOffers } from "./session.ts";

const session: Session = (await currentSession()) ?? { products: [] };
const analytics = new ShopAnalytics(session);
const { products } = session;
openCart(session.shopper?.userId);

const { view, product: productId } = document.body.dataset;
const viewed = products.find((one) => one.id === productId);
void analytics.page();
if (viewed) {
  void analytics.track("Product Viewed", { product_id: viewed.id, name: viewed.name, price: viewed.price, currency: viewed.currency });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-add]")) {
  button.addEventListener("click", () => {
    const chosen = products.find((one) => one.id === button.dataset.add);
    if (!chosen) return;
    const { id, name, price, currency } = chosen;
    const quantity = Math.max(1, Number(document.querySelector<HTMLInputElement>("#quantity")?.value ?? 1) || 1);
    add(id, quantity);
    void analytics.track("Product Added", { product_id: id, name, price, currency, quantity });
    button.textContent = "Added";
    setTimeout(() => {
      button.textContent = "Add to cart";
    }, 1500);
  });
}

async function become(demo: string): Promise<void> {
  await analytics.reset();
  const next = await signIn({ demo });
  if (next) analytics.session = next;
  if (next?.shopper) {
    // Filled before signing in; one shopper's cart is not another's.
    if (!session.shopper) takeCartTo(next.shopper.userId);
    const offers = wishesOffers(next.shopper);
    await within(3000, analytics.identify(offers === undefined ? undefined : { offers }));
  }
  location.reload();
}
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-sign-in]")) {
  button.addEventListener("click", () => void become(button.dataset.signIn ?? ""));
}

// Agreeing and taking it back are one click each, wherever one is.
const wish = document.querySelector<HTMLInputElement>("#wish");
const { shopper } = session;
if (wish && shopper) {
  wish.checked = wishesOffers(shopper) ?? false;
  wish.addEventListener("change", () => {
    rememberWish(shopper.userId, wish.checked);
    void analytics.identify({ offers: wish.checked });
  });
}

if (view === "cart") {
  drawCart(products, analytics);
  const cart = filled(products);
  void analytics.track("Cart Viewed", { products: asProducts(cart), total: total(cart), currency: "EUR" });
}
if (view === "checkout") beginCheckout(session, analytics);
if (view === "thanks") {
  const order = new URLSearchParams(location.search).get("order");
  const words = document.querySelector("#order");
  if (order && words) words.textContent = `Order ${order} is confirmed. We pack it today.`;
}
