import { expect, it } from "vitest";
import { placeOfId } from "./use-found.ts";

it("leads from an id to what it names", () => {
  const body = "01h455vb4pex5vsknk084sn02q";
  expect(placeOfId(`msg_${body}`)?.href).toBe(`/messages?message=msg_${body}`);
  expect(placeOfId(`per_${body}`)?.href).toBe(`/people/per_${body}`);
  expect(placeOfId(`key_${body}`)).toBeUndefined();
  expect(placeOfId("abandoned cart")).toBeUndefined();
});
