import { type Id, type Instant, type JsonObject, newId } from "@journeyman/core";
import { countries, mailDomains } from "../content/names.ts";
import { type Product, products } from "../content/products.ts";
import type { Random } from "../random.ts";

export type PastEvent = { name: string; at: Instant; properties: JsonObject };

export type InventedPerson = {
  id: Id;
  userId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  country: string;
  zone: string;
  locale: string;
  createdAt: Instant;
  traits: JsonObject;
  /** Answers to the offers topic; absent: never asked. */
  offers: { state: "granted" | "denied"; at: Instant } | null;
  /** Said STOP to text messages. */
  stoppedAt: Instant | null;
  events: PastEvent[];
};

const day = 86_400_000;

/** One person with what they did in the last ninety days, oldest first. */
export function inventPerson(index: number, random: Random, now: Instant): InventedPerson {
  const place = pickCountry(random);
  const firstName = random.pick(place.first);
  const lastName = random.pick(place.last);
  const createdAt = now - random.between(10 * 60_000, 90 * day);
  const orders = random.chance(0.45) ? random.between(1, 6) : 0;
  const events = history(random, createdAt, now, orders);
  const spent = events.filter(({ name }) => name === "Order Completed").reduce((sum, { properties }) => sum + Number(properties.total), 0);
  const asked = random.next();
  return {
    id: newId(createdAt),
    userId: `customer-${10_000 + index}`,
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}.${index}@${random.pick(mailDomains)}`,
    phone: random.chance(0.55) ? fictionalNumber(index) : null,
    country: place.country,
    zone: place.zone,
    locale: place.locale,
    createdAt,
    traits: {
      plan: random.chance(0.12) ? "club" : "guest",
      orders,
      spent: Math.round(spent * 100) / 100,
      newsletter: asked < 0.62,
      favourite: random.pick(["kettles", "brewing", "beans"]),
    },
    offers: answerTo(asked, createdAt, now, random),
    stoppedAt: random.chance(0.04) && createdAt + 2 * day < now ? createdAt + 2 * day : null,
    events,
  };
}

function answerTo(asked: number, createdAt: Instant, now: Instant, random: Random): InventedPerson["offers"] {
  if (asked < 0.62) return { state: "granted", at: createdAt };
  if (asked >= 0.74) return null;
  const at = createdAt + random.between(1, 10) * day;
  return at < now ? { state: "denied", at } : null;
}

const areaCodes = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 223, 224, 225, 228, 229, 231, 234, 239, 240,
  248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310,
];

/** 555-01xx is the range that North America keeps for films and books: a valid form, and nobody is called. */
function fictionalNumber(index: number): string {
  return `+1${areaCodes[Math.floor(index / 100) % areaCodes.length]}55501${String(index % 100).padStart(2, "0")}`;
}

function pickCountry(random: Random): (typeof countries)[number] {
  let at = random.next() * 100;
  for (const country of countries) {
    at -= country.share;
    if (at < 0) return country;
  }
  return random.pick(countries);
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("Ł", "L").toLowerCase();
}

const currency = "EUR";

function history(random: Random, createdAt: Instant, now: Instant, orders: number): PastEvent[] {
  const events: PastEvent[] = [{ name: "Signed Up", at: createdAt, properties: { method: random.pick(["e-mail", "checkout"]) } }];
  const carts = orders + random.between(0, 2);
  for (let cart = 0; cart < carts; cart++) {
    const product = random.pick(products);
    const at = createdAt + 60_000 + Math.floor(random.next() * Math.max(1, now - createdAt - 3 * 3_600_000));
    events.push({ name: "Product Viewed", at, properties: productProperties(product) });
    const addedAt = at + random.between(20, 400) * 1000;
    events.push({ name: "Product Added", at: addedAt, properties: { ...productProperties(product), quantity: 1 } });
    if (cart < orders) {
      const quantity = random.between(1, 3);
      events.push({
        name: "Order Completed",
        // Some pay at once, before the journey's twenty seconds are over; the others think it over.
        at: addedAt + (random.chance(0.35) ? random.between(4, 17) : random.between(500, 7000)) * 1000,
        properties: {
          order_id: `NK-${random.between(100_000, 999_999)}`,
          total: product.price * quantity,
          currency,
          items: quantity,
          name: product.name,
        },
      });
    }
  }
  return events.filter(({ at }) => at < now - 60_000).sort((a, b) => a.at - b.at);
}

function productProperties(product: Product): JsonObject {
  return { product_id: product.id, name: product.name, price: product.price, currency };
}
