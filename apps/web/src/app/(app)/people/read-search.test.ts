import { expect, test } from "vitest";
import { readSearch } from "./read-search.ts";

test.each(["Zoe", "Zoë O’Brien", "Anna-Maria", "J. Kowalska"])("%s reads as a name", (text) => {
  expect(readSearch(text)).toEqual({ kind: "name" });
});

test("a bare domain is offered as the search for all of it", () => {
  expect(readSearch("example.com")).toEqual({ kind: "domain", search: "@example.com" });
  expect(readSearch("Mail.Example.co.uk")).toEqual({ kind: "domain", search: "@mail.example.co.uk" });
});

test.each(["ana@example.com", "@example.com", "+48 600 100 214", "u_1", "per_01h455vb4pex5vsknk084sn02q"])("%s is neither", (text) => {
  expect(readSearch(text)).toEqual({ kind: "other" });
});
