import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { body } from "./testing/body.ts";
import { type World, world } from "./testing/world.fixture.ts";

// Whom a real provider may write to from the test environment.
let w: World;
let template: string;
const refusing = createServer((socket) => socket.end("554 not today\r\n"));
beforeAll(async () => {
  w = await world();
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = refusing.address() as { port: number };
  const settings = { host: "127.0.0.1", port, security: "none", from: { address: "shop@example.com" } };
  await body(w.call("owner", "POST", "/providers", { name: "Our mail server", kind: "smtp", settings, active: true }), 201);
  const content = { subject: "Hi", html: "<p>Hi</p>" };
  template = (await body<{ id: string }>(w.call("owner", "POST", "/templates", { name: "Hello", channel: "email", content }), 201)).id;
});
afterAll(async () => {
  refusing.close();
  await w.database.drop();
});

type List = { items: { id: string; kind: string; address: string; addedBy: string | null }[] };
const list = (who: "owner" | "marketer") => body<List>(w.call(who, "GET", "/test-recipients"));
const stateOf = async () =>
  (await body<{ state: string }>(w.call("owner", "POST", `/templates/${template}/test`, { to: "Anna@Example.com" }))).state;

test("a listed address is tried, however it is written; one that is not, or no longer, is not", async () => {
  expect(await stateOf()).toBe("suppressed");
  const { id } = await body<{ id: string }>(w.call("owner", "POST", "/test-recipients", { address: " anna@example.com " }), 201);
  expect(await stateOf()).toBe("rejected");
  expect((await list("owner")).items).toMatchObject([{ id, kind: "email", address: "anna@example.com" }]);
  expect((await list("marketer")).items[0]?.address).toMatch(/^a.*\*/);
  await body(w.call("owner", "DELETE", `/test-recipients/${id}`), 204);
  expect(await stateOf()).toBe("suppressed");
  expect((await w.call("owner", "DELETE", `/test-recipients/${id}`)).status).toBe(404);
});

test("phone numbers are listed too; what is neither, is listed already or comes from somebody without the right is refused in words", async () => {
  await body(w.call("owner", "POST", "/test-recipients", { address: "+48 600 100 200" }), 201);
  expect((await list("owner")).items).toMatchObject([{ kind: "phone", address: "+48600100200" }]);
  const refused = async (address: string, status: number) =>
    (await body<{ detail: string }>(w.call("owner", "POST", "/test-recipients", { address }), status)).detail;
  expect(await refused("+48600100200", 409)).toMatch(/already/);
  expect(await refused("anna at example", 400)).toMatch(/anna@example.com/);
  expect((await w.call("marketer", "POST", "/test-recipients", { address: "b@example.com" })).status).toBe(403);
});

test("an address is sealed where it lies, and the audit holds a hint of it", async () => {
  await body(w.call("owner", "POST", "/test-recipients", { address: "carla.verde@example.com" }), 201);
  const { rows } = await w.database.owner.query(
    "SELECT (SELECT string_agg(encode(sealed, 'escape'), '') FROM test_recipient) || (SELECT string_agg(detail::text, '') FROM audit_detail) AS text",
  );
  expect(rows[0].text).toContain("@example.com");
  expect(rows[0].text).not.toContain("carla.verde");
});
