import { expect, test } from "vitest";
import { tellTest } from "./test-sent.ts";

const sent = (state: string, error: string | null = null, reason: string | null = null) => ({ message: "msg_1", state, reason, error });

test("only what the provider took is told as sent, and only what surely did not go as not sent", () => {
  expect(tellTest(sent("accepted"), "marta@example.com", "Ana")).toEqual({
    kind: "sent",
    words: "Sent to marta@example.com, rendered for Ana",
  });
  expect(tellTest(sent("rejected", "The server refuses it (550)."), "marta@example.com", "Ana")).toEqual({
    kind: "failed",
    words: "Not sent: The server refuses it (550).",
  });
  expect(tellTest(sent("held", null, "Sending is stopped"), "marta@example.com", "Ana").words).toBe("Not sent: Sending is stopped");
});

test("a test whose outcome nobody knows may have arrived, and is not called unsent", () => {
  const told = tellTest(sent("unknown", null, "The provider did not answer in time"), "marta@example.com", "Ana");
  expect(told).toEqual({
    kind: "unknown",
    words: "It may have reached marta@example.com: look there before you send it again. The provider did not answer in time.",
  });
});
