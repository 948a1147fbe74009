import type { Session, ShopAnalytics } from "./analytics.ts";
import { asProducts, emptyCart, filled, takeCartTo, total } from "./cart.ts";
import { drawSummary } from "./cart-page.ts";
import { within } from "./elements.ts";
import { rememberWish, signIn } from "./session.ts";

/** Two steps: who it is, which identifies the person and asks for consent, then payment. Between them carts are abandoned. */
export function beginCheckout(session: Session, analytics: ShopAnalytics): void {
  const cart = filled(session.products);
  if (cart.length === 0) {
    location.href = "/cart";
    return;
  }
  drawSummary(cart);
  const form = document.querySelector<HTMLFormElement>("#checkout");
  const pay = document.querySelector<HTMLButtonElement>("#pay");
  const order = { products: asProducts(cart), total: total(cart), currency: "EUR" };

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void identify(form, analytics).then(async (known) => {
      if (known) await analytics.track("Checkout Started", order);
      return known && openPayment();
    });
  });
  pay?.addEventListener("click", () => {
    pay.disabled = true;
    const id = `NK-${Date.now().toString(36).toUpperCase()}`;
    void within(3000, analytics.track("Order Completed", { order_id: id, ...order })).then(() => {
      emptyCart();
      return location.assign(`/thanks?order=${id}`);
    });
  });
}

async function identify(form: HTMLFormElement, analytics: ShopAnalytics): Promise<boolean> {
  const data = new FormData(form);
  const field = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const phone = field("phone");
  const next = await signIn({ firstName: field("firstName"), email: field("email"), ...(phone ? { phone } : {}) });
  const wrong = document.querySelector("#wrong");
  if (wrong) wrong.textContent = next?.shopper ? "" : "Write a first name and a whole e-mail address, such as ana@example.com.";
  if (!next?.shopper) return false;
  analytics.session = next;
  takeCartTo(next.shopper.userId);
  // A box that nobody touched says nothing: it neither agrees nor takes an agreement back.
  const box = form.querySelector<HTMLInputElement>("[name=offers]");
  const answered = box !== null && box.checked !== box.defaultChecked;
  if (answered) rememberWish(next.shopper.userId, box.checked);
  await analytics.identify(answered ? { offers: box.checked } : undefined);
  return true;
}

function openPayment(): void {
  const contact = document.querySelector<HTMLFieldSetElement>("#contact");
  const payment = document.querySelector<HTMLElement>("#payment");
  if (contact) contact.disabled = true;
  if (payment) payment.hidden = false;
  document.querySelector<HTMLElement>("#pay")?.focus();
}
