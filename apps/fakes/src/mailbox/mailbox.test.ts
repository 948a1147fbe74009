import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Mailbox } from "./mailbox.ts";
import type { AcceptedMessage } from "./types.ts";

const path = () => join(mkdtempSync(join(tmpdir(), "mailbox-")), "fakes", "accepted.jsonl");
const message = (changes: Partial<AcceptedMessage> = {}): AcceptedMessage => ({
  id: "1",
  channel: "email",
  to: "Ana@example.com",
  from: "shop@example.com",
  text: "Hello",
  headers: {},
  acceptedAt: "2026-11-24T10:00:00.000Z",
  ...changes,
});

test("what was accepted is still there after a restart, and half a line is not", () => {
  const file = path();
  const first = new Mailbox(file);
  first.accept(message());
  first.changeStatus({ id: "1", status: "sent", at: "2026-11-24T10:00:01.000Z" });
  first.close();
  appendFileSync(file, '{"type":"accepted","message":{"id":"2","chan');
  const second = new Mailbox(file);
  expect(second.list()).toEqual([message()]);
  expect(second.statusesOf("1")).toEqual([{ id: "1", status: "sent", at: "2026-11-24T10:00:01.000Z" }]);
  second.accept(message({ id: "3" }));
  second.close();
  expect(new Mailbox(file).list().map((one) => one.id)).toEqual(["1", "3"]);
});

test("emptied stays emptied", () => {
  const file = path();
  const first = new Mailbox(file);
  first.accept(message());
  first.clear();
  first.accept(message({ id: "2" }));
  first.close();
  expect(new Mailbox(file).list().map((one) => one.id)).toEqual(["2"]);
});

test("filters by recipient, channel, time and the sender's id", () => {
  const box = new Mailbox(path());
  box.accept(message({ messageId: "m1" }));
  box.accept(message({ id: "2", channel: "sms", to: "+48512345678", acceptedAt: "2026-11-24T11:00:00.000Z" }));
  const ids = (filter: Parameters<Mailbox["list"]>[0]) => box.list(filter).map((one) => one.id);
  expect([
    ids({ to: "ana@EXAMPLE.com" }),
    ids({ channel: "sms" }),
    ids({ since: "2026-11-24T10:30:00.000Z" }),
    ids({ messageId: "m1" }),
    ids({ to: "na@example.com" }),
  ]).toEqual([["1"], ["2"], ["2"], ["1"], []]);
});

test("who follows hears of a message when it is in the file already", () => {
  const file = path();
  const box = new Mailbox(file);
  let seen: string[] = [];
  const stop = box.follow(() => (seen = new Mailbox(file).list().map((one) => one.id)));
  box.accept(message());
  expect(seen).toEqual(["1"]);
  stop();
  box.accept(message({ id: "2" }));
  expect(seen).toEqual(["1"]);
});
