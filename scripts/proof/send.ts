import { Analytics } from "@segment/analytics-node";
import { type Order, orderId } from "./orders.ts";

/** So many are handed to the client before it is waited for: it has no bound of its own on what it holds and sends at once. */
const atOnce = 2000;

/** Sends orders with Segment's own client for servers. Throws when the client reports a single one as not delivered. */
export async function sendOrders(host: string, writeKey: string, orders: readonly Order[]): Promise<{ ms: number }> {
  const analytics = new Analytics({ writeKey, host, flushAt: 200, maxRetries: 5, httpRequestTimeout: 60_000 });
  const failures: unknown[] = [];
  analytics.on("error", (error) => failures.push(error));
  const since = performance.now();
  for (let from = 0; from < orders.length; from += atOnce) {
    for (const { line, customer, at, quantity, cents } of orders.slice(from, from + atOnce)) {
      analytics.track({
        userId: customer,
        event: "Order Completed",
        messageId: orderId(line),
        timestamp: at,
        properties: { order_id: orderId(line), total: cents / 100, quantity, currency: "USD" },
      });
    }
    await analytics.flush({ timeout: 120_000 });
    if (failures.length > 0) throw new Error("The client says that orders were not delivered.", { cause: failures[0] });
  }
  await analytics.closeAndFlush({ timeout: 120_000 });
  if (failures.length > 0) throw new Error("The client says that orders were not delivered.", { cause: failures[0] });
  return { ms: performance.now() - since };
}
