import type { Json, JsonObject } from "@journeyman/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classify, classOf } from "./classify.ts";
import { cleanJson } from "./clean.ts";
import { looksLikeContact } from "./looks.ts";
import { joinProperties, splitProperties, splitTraits } from "./split.ts";
import { type FieldClasses, type FieldGuess, fieldKey, type KnownField } from "./types.ts";

const nothingKnown: FieldClasses = { known: new Map(), full: false };
const knowing = (fields: Record<string, KnownField>): FieldClasses => ({ known: new Map(Object.entries(fields)), full: false });

describe("what looks like a contact", () => {
  test.each([
    "anna@example.com",
    "write to Anna <anna.nowak+shop@mail.example.co.uk>, please",
    "https://shop.example/u?mail=anna%40example.com",
    "łukasz@poczta.pl",
    "+48 600 100 200",
    "call +48600100200 tomorrow",
    "(022) 555-12-34",
    "0048600100200",
    "Hello, I ordered the blue kettle last week and it came with a broken lid, could you please send another one to my new flat? Thank you.",
    "x".repeat(301),
  ])("%s", (text) => {
    expect(looksLikeContact(text)).toBe(true);
  });

  test.each([
    "gold",
    "1234567890",
    "ORD-2026-000123",
    "2026-11-24",
    "2026-11-24T09:30:00.000Z",
    "24.11.2026 10:30",
    "019a2b3c-4d5e-7f80-9123-456789abcdef",
    "192.0.2.1",
    "1 299,00",
    "https://shop.example/mugs/blue?utm_source=newsletter&utm_campaign=spring-2026-sale-for-everybody-who-likes-mugs-and-more-of-them",
    "@home",
    "a@b",
    "Europe/Warsaw",
    "+1",
    "v1.2.3-rc.10",
  ])("%s does not", (text) => {
    expect(looksLikeContact(text)).toBe(false);
  });
});

describe("what a name says", () => {
  test.each([
    ["trait", "email", "x"],
    ["trait", "First Name", "Anna"],
    ["trait", "first_name", "Anna"],
    ["trait", "name", "Anna"],
    ["trait", "billingAddress", { city: "Kraków" }],
    ["trait", "contact_phone", 48600100200],
    ["trait", "notes", "lives with his mother"],
    ["event", "customerEmail", "hidden"],
    ["event", "shipping.street", "Mill Lane"],
  ] as const)("%s %s is contact", (scope, name, value) => {
    expect(classify(scope, name.split("."), value)).toBe("contact");
  });
  test.each([
    ["trait", "plan", "gold"],
    ["trait", "country", "PL"],
    ["trait", "birthday", "1990-02-28"],
    ["trait", "emailVerified", true],
    ["trait", "email", true],
    ["event", "name", "Blue mug"],
    ["event", "products.name", "Blue mug"],
    ["event", "total", 140],
  ] as const)("%s %s is an attribute", (scope, name, value) => {
    expect(classify(scope, name.split("."), value)).toBe("attribute");
  });
  test("what nobody should segment by is restricted", () => {
    expect(classify("trait", ["ssn"], "078-05-1120")).toBe("restricted");
    expect(classify("event", ["payment", "cardNumber"], "4111 1111 1111 1111")).toBe("restricted");
  });
});

describe("what is known of a field", () => {
  const guessesOf = (classes: FieldClasses, value: Json, name = "hint") => {
    const guesses: FieldGuess[] = [];
    return { class: classOf(classes, "trait", [name], value, (guess) => guesses.push(guess)), guesses };
  };
  test("a decision holds, whatever a value looks like", () => {
    expect(guessesOf(knowing({ "trait:hint": { class: "attribute", decided: true } }), "a@example.com")).toEqual({
      class: "attribute",
      guesses: [],
    });
    expect(guessesOf(knowing({ "trait:hint": { class: "restricted", decided: true } }), "x").class).toBe("restricted");
  });
  test("a guess becomes stricter and never looser", () => {
    const stricter = guessesOf(knowing({ "trait:hint": { class: "attribute", decided: false } }), "a@example.com");
    expect(stricter.class).toBe("contact");
    expect(stricter.guesses).toMatchObject([{ name: "hint", class: "contact" }]);
    expect(guessesOf(knowing({ "trait:hint": { class: "contact", decided: false } }), "plain")).toEqual({ class: "contact", guesses: [] });
  });
  test("where no new names are taken, an unknown field is held", () => {
    expect(guessesOf({ known: new Map(), full: true }, "plain")).toEqual({ class: "contact", guesses: [] });
  });
  test("an unset value says nothing of its field", () => {
    expect(guessesOf(nothingKnown, null)).toEqual({ class: "attribute", guesses: [] });
    expect(guessesOf(nothingKnown, null, "email")).toEqual({ class: "contact", guesses: [] });
  });
});

describe("parting properties", () => {
  test("leaves are parted in their places, and lists keep theirs", () => {
    const properties: JsonObject = {
      total: 140,
      email: "a@example.com",
      products: [
        { sku: "m1", gift: "for bob@example.com" },
        { sku: "m2", price: 3 },
      ],
      shipping: { city: "Kraków", street: "Młyńska 1" },
    };
    const { plain, sealed } = splitProperties(properties, nothingKnown);
    expect(plain).toEqual({ total: 140, products: [{ sku: "m1" }, { sku: "m2", price: 3 }], shipping: { city: "Kraków" } });
    expect(sealed).toEqual([
      { path: ["email"], value: "a@example.com" },
      { path: ["products", 0, "gift"], value: "for bob@example.com" },
      { path: ["shipping", "street"], value: "Młyńska 1" },
    ]);
  });

  const json = fc.jsonValue({ maxDepth: 6 }).map((value) => cleanJson(value));
  const object = fc
    .dictionary(fc.oneof(fc.constantFrom("email", "name", "total", "items", "address", "a"), fc.string()), json)
    .map((value) => cleanJson(value) as JsonObject);

  test("nothing is lost: what was parted and joined is what it was", () => {
    fc.assert(
      fc.property(object, (properties) => {
        const { plain, sealed } = splitProperties(properties, nothingKnown);
        expect(joinProperties(plain, sealed)).toEqual(properties);
      }),
    );
  });

  test("nothing that looks like a contact stays plain, wherever it lies", () => {
    const texts = (value: Json): string[] =>
      typeof value === "string"
        ? [value]
        : value === null || typeof value !== "object"
          ? []
          : [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap((item) => texts(item))];
    const withContacts = fc.dictionary(
      fc.oneof(fc.string({ minLength: 1 }), fc.emailAddress()),
      fc.oneof(
        json,
        fc.emailAddress(),
        fc.array(fc.emailAddress()),
        fc.record({ deep: fc.record({ er: fc.emailAddress() }) }),
        fc.dictionary(fc.emailAddress(), fc.integer()),
      ),
    );
    fc.assert(
      fc.property(withContacts, (value) => {
        const properties = cleanJson(value) as JsonObject;
        expect(texts(splitProperties(properties, nothingKnown).plain).filter(looksLikeContact)).toEqual([]);
        expect(texts(splitTraits(properties, nothingKnown).plain).filter(looksLikeContact)).toEqual([]);
      }),
    );
  });

  test("each name is guessed once, as strict as the strictest of its values", () => {
    const { guesses } = splitProperties({ items: [{ note: "a" }, { note: "b@example.com" }] }, nothingKnown);
    expect(guesses).toEqual([{ scope: "event", name: "items.note", class: "contact", type: "string" }]);
  });
});

test("cleaned values can be kept by Postgres", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      const text = JSON.stringify(cleanJson(value));
      expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
  );
  expect(fieldKey("trait", "a")).toBe("trait:a");
});
