import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** One line of the file. `line` counts from 1 and is the order's only identity: 470 lines are equal to another one. */
export type Order = { line: number; customer: string; at: Date; quantity: number; cents: number };

/** Reads `customer_id,date,quantity,amount`, gzipped or not, the first `limit` orders. Throws on a line it does not understand. */
export function readOrders(file: string, limit?: number): Order[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  if (header !== "customer_id,date,quantity,amount")
    throw new Error(`The columns of ${file} are not customer_id,date,quantity,amount but ${header}.`);
  return lines.slice(0, limit).map((line, i) => {
    const match = /^(\d+),(\d{4})-?(\d\d)-?(\d\d),(\d+),(\d+(?:\.\d{1,2})?)$/.exec(line);
    if (!match) throw new Error(`Line ${i + 2} of ${file} is not an order: ${line}`);
    const [, customer = "", year, month, day, quantity, amount = ""] = match;
    return {
      line: i + 1,
      customer,
      at: new Date(`${year}-${month}-${day}T00:00:00.000Z`),
      quantity: Number(quantity),
      cents: Math.round(Number(amount) * 100),
    };
  });
}

export type Customer = { orders: number; quantity: number; cents: number; first: number; last: number };

/** What must be in the database, made from the file and nothing else. `big`: orders of at least fifty dollars. */
export type Expected = { orders: number; customers: Map<string, Customer>; lines: Set<string>; big: number };

export const bigFrom = 50;

export function expectedOf(orders: readonly Order[]): Expected {
  const customers = new Map<string, Customer>();
  for (const { customer, at, quantity, cents } of orders) {
    const known = customers.get(customer) ?? { orders: 0, quantity: 0, cents: 0, first: Infinity, last: -Infinity };
    customers.set(customer, {
      orders: known.orders + 1,
      quantity: known.quantity + quantity,
      cents: known.cents + cents,
      first: Math.min(known.first, at.getTime()),
      last: Math.max(known.last, at.getTime()),
    });
  }
  return {
    orders: orders.length,
    customers,
    lines: new Set(orders.map((order) => orderId(order.line))),
    big: orders.filter((order) => order.cents >= bigFrom * 100).length,
  };
}

export function orderId(line: number): string {
  return `line-${line}`;
}
