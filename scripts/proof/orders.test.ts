import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { expectedOf, readOrders } from "./orders.ts";

const folder = mkdtempSync(join(tmpdir(), "journeyman-orders-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = join(folder, `${Math.random()}.csv.gz`);
  writeFileSync(file, gzipSync(text));
  return file;
}

test("equal lines are different orders, and each customer's sums are exact", () => {
  const orders = readOrders(
    fileOf("customer_id,date,quantity,amount\n7,1997-01-02,1,49.99\n7,1997-01-02,1,49.99\n7,1997-01-01,2,0.10\n8,1998-06-30,3,50.00\n"),
  );
  const expected = expectedOf(orders);
  expect(expected.lines).toEqual(new Set(["line-1", "line-2", "line-3", "line-4"]));
  expect(expected.customers.get("7")).toEqual({
    orders: 3,
    quantity: 4,
    cents: 10008,
    first: Date.UTC(1997, 0, 1),
    last: Date.UTC(1997, 0, 2),
  });
  expect(expected).toMatchObject({ orders: 4, big: 1 });
  expect(readOrders(fileOf("customer_id,date,quantity,amount\n7,1997-01-02,1,1.00\n8,1997-01-02,1,1.00\n"), 1)).toHaveLength(1);
});

test("a line that is no order is not passed over", () => {
  expect(() => readOrders(fileOf("customer_id,date,quantity,amount\n7,1997-01-02,1\n"))).toThrow(/Line 2/);
  expect(() => readOrders(fileOf("a,b\n"))).toThrow(/columns/);
});
