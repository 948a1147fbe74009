export type Product = { id: string; name: string; price: number };

/** What the demo's people have bought: the shelf of the demo shop. */
export const products: readonly Product[] = [
  { id: "gooseneck-09", name: "Gooseneck kettle 0.9 l", price: 89 },
  { id: "stovetop-15", name: "Stovetop kettle 1.5 l", price: 64 },
  { id: "moka-6", name: "Moka pot, 6 cups", price: 39 },
  { id: "dripper", name: "Ceramic dripper", price: 28 },
  { id: "grinder-steel", name: "Hand grinder, steel", price: 72 },
  { id: "beans-ridge", name: "Ridge, whole beans", price: 12.5 },
];
