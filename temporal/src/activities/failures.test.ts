import { JourneymanError } from "@journeyman/core";
import { expect, test } from "vitest";
import { toFailure } from "./failures.ts";

test("what cannot come right is not tried again; what can is", () => {
  expect(toFailure(new JourneymanError("not_found", "The run is gone."))).toMatchObject({
    type: "not_found",
    nonRetryable: true,
    message: "The run is gone.",
  });
  for (const code of ["unavailable", "conflict", "internal", "rate_limited"] as const) {
    expect(toFailure(new JourneymanError(code, "Later."))).toMatchObject({ type: code, nonRetryable: false });
  }
});

test("nothing of others' errors enters Temporal but their kind: they may quote a value, in the message, the stack or the cause", () => {
  const error = Object.assign(new Error("duplicate key: (email)=(ana@example.com)", { cause: new Error("ana@example.com") }), {
    code: "23505",
  });
  const failure = toFailure(error);
  expect(failure).toMatchObject({ type: "23505", nonRetryable: false });
  expect(JSON.stringify([failure.message, failure.stack, failure.cause, failure.details])).not.toContain("ana@example.com");
  const wrapped = toFailure(new JourneymanError("internal", "It failed.", { cause: error, context: { email: "ana@example.com" } }));
  expect(JSON.stringify([wrapped.message, wrapped.stack, wrapped.cause, wrapped.details])).not.toContain("ana@example.com");
});
