import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import type { ContextBody } from "../api/types.ts";
import { ENTRY_ID } from "../model/document.ts";
import type { Kit } from "../model/kit.ts";
import { suggest } from "./suggest.ts";

const kit: Kit = { registry: canvasRegistry, names: { template: (key) => key, topic: (key) => key, node: (id) => id } };
const context: ContextBody = {
  templates: [
    {
      key: "cart-reminder",
      name: "Cart reminder",
      channel: "email",
      published: true,
      transactional: false,
      archived: false,
      variables: [],
    },
    { key: "cart-kept", name: "Your cart is kept", channel: "sms", published: true, transactional: false, archived: false, variables: [] },
  ],
  topics: [{ key: "offers", name: "Offers", archived: false }],
  events: [{ name: "Order Completed", properties: ["total"], aDay: 164 }],
};
const first = (query: string) => suggest(query, kit, context, undefined)[0]?.items.map((item) => [item.kind, item.detail]);

test("typed phrases are read by each kind's own grammar", () => {
  expect(first("wait 1d")?.[0]).toEqual(["delay", "1 day"]);
  expect(first("if country = DE")?.[0]?.[0]).toBe("branch");
  expect(first("end bought")?.[0]?.[0]).toBe("exit");
});

test("an event is meant by its name however it is typed", () => {
  const [group] = suggest("wait for order completed 1h", kit, context, undefined);
  expect(group?.items[0]?.settings).toMatchObject({ any: { "order-completed": { event: "Order Completed" } }, for: "PT1H" });
});

test("templates are found by name, with the topic when there is only one", () => {
  const found = suggest("reminder", kit, context, undefined)[0]?.items[0];
  expect(found).toMatchObject({ kind: "email", detail: "Cart reminder", settings: { template: "cart-reminder", topic: "offers" } });
  expect(suggest("sms kept", kit, context, undefined)[0]?.items.some((item) => item.settings.template === "cart-kept")).toBe(true);
});

test("without words: what often comes next, then all families", () => {
  const groups = suggest("", kit, context, ENTRY_ID);
  expect(groups[0]?.label).toBe("Often next");
  expect(groups.flatMap((group) => group.items.map((item) => item.kind)).sort()).toEqual(Object.keys(canvasRegistry).sort());
});
