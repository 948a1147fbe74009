import type { ShopProduct } from "./analytics.ts";

type Line = { id: string; quantity: number };

const keyOf = (userId: string | undefined) => (userId === undefined ? "northkettle-cart" : `northkettle-cart-${userId}`);
let key = keyOf(undefined);

/** The cart of one shopper on this browser; without one, that of whoever is not signed in. */
export function openCart(userId: string | undefined): void {
  key = keyOf(userId);
  showCount();
}

/** What is in the cart goes along to `userId`, whose cart it joins. */
export function takeCartTo(userId: string): void {
  const carried = lines();
  if (keyOf(userId) === key) return;
  emptyCart();
  openCart(userId);
  for (const { id, quantity } of carried) add(id, quantity);
}

export function lines(): Line[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]") as Line[];
  } catch {
    return [];
  }
}

export function setQuantity(id: string, quantity: number): void {
  const others = lines().filter((line) => line.id !== id);
  const before = lines().findIndex((line) => line.id === id);
  if (quantity > 0) others.splice(before < 0 ? others.length : before, 0, { id, quantity: Math.min(quantity, 99) });
  localStorage.setItem(key, JSON.stringify(others));
  showCount();
}

export function add(id: string, quantity: number): void {
  setQuantity(id, (lines().find((line) => line.id === id)?.quantity ?? 0) + quantity);
}

export function emptyCart(): void {
  localStorage.removeItem(key);
  showCount();
}

function showCount(): void {
  const badge = document.getElementById("cart-count");
  const count = lines().reduce((sum, line) => sum + line.quantity, 0);
  if (!badge) return;
  badge.hidden = count === 0;
  badge.textContent = String(count);
}

export type Filled = { product: ShopProduct; quantity: number };

export function filled(products: readonly ShopProduct[]): Filled[] {
  return lines().flatMap(({ id, quantity }) => {
    const product = products.find((one) => one.id === id);
    return product ? [{ product, quantity }] : [];
  });
}

export const total = (cart: readonly Filled[]): number =>
  Math.round(cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0) * 100) / 100;

/** As Segment's e-commerce events name things. */
export const asProducts = (cart: readonly Filled[]) =>
  cart.map(({ product, quantity }) => ({ product_id: product.id, name: product.name, price: product.price, quantity }));

export const money = (amount: number): string => new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(amount);
