import { expect } from "vitest";

/** The body of an answer that has the expected status. */
export const body = async <T>(answer: Promise<{ status: number; body: never }>, status = 200): Promise<T> => {
  const { status: got, body: value } = await answer;
  expect(got, JSON.stringify(value)).toBe(status);
  return value;
};
