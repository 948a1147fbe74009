import { pictures } from "../products.ts";
import type { ShopAnalytics, ShopProduct } from "./analytics.ts";
import { type Filled, filled, money, setQuantity, total } from "./cart.ts";
import { link, paragraph, strong } from "./elements.ts";

export function drawCart(products: readonly ShopProduct[], analytics: ShopAnalytics): void {
  const room = document.querySelector("#cart");
  if (!room) return;
  const cart = filled(products);
  if (cart.length === 0) {
    room.replaceChildren(paragraph("There is nothing in it yet."), link("/", "Look around", "button"));
    return;
  }
  const list = document.createElement("ul");
  list.className = "lines";
  for (const line of cart) {
    const amount = document.createElement("input");
    Object.assign(amount, {
      type: "number",
      min: "0",
      max: "99",
      value: String(line.quantity),
      ariaLabel: `Quantity of ${line.product.name}`,
    });
    amount.addEventListener("change", () => {
      const { id, name, price, currency } = line.product;
      const quantity = Number(amount.value) || 0;
      setQuantity(id, quantity);
      if (quantity === 0) void analytics.track("Product Removed", { product_id: id, name, price, currency, quantity: line.quantity });
      drawCart(products, analytics);
    });
    list.append(cartLine(line, amount));
  }
  room.replaceChildren(list, sumOf(cart), link("/checkout", "Go to checkout", "button"));
}

/** The order beside the checkout's form, not to be changed there. */
export function drawSummary(cart: readonly Filled[]): void {
  const list = document.createElement("ul");
  list.className = "lines";
  list.append(...cart.map((line) => cartLine(line, paragraph(`× ${line.quantity}`))));
  document.querySelector("#summary")?.append(list, sumOf(cart));
}

function sumOf(cart: readonly Filled[]): HTMLElement {
  const sum = document.createElement("div");
  sum.className = "sum";
  sum.append(paragraph("Total"), strong(money(total(cart))));
  return sum;
}

function cartLine({ product, quantity }: Filled, amount: HTMLElement): HTMLLIElement {
  const item = document.createElement("li");
  const image = document.createElement("div");
  image.className = "picture small";
  image.style.background = product.tone;
  // Our own drawings, never a visitor's words.
  image.innerHTML = `<svg viewBox="0 0 200 200" aria-hidden="true">${pictures[product.picture as keyof typeof pictures]}</svg>`;
  const words = document.createElement("div");
  words.append(strong(product.name), paragraph(product.line));
  item.append(image, words, amount, strong(money(product.price * quantity)));
  return item;
}
