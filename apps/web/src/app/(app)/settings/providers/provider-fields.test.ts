import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ProviderFields } from "./provider-fields.tsx";
import { fieldsOf } from "./provider-forms.ts";

test.each(["smtp", "twilio"] as const)("every field of %s has its label, and what is wrong with it", (kind) => {
  const html = renderToStaticMarkup(
    createElement(ProviderFields, {
      kind,
      values: {},
      onValue() {},
      secrets: {},
      onSecret() {},
      stored: [],
      problemOf: ({ label }) => `${label} is wrong.`,
    }),
  );
  const labelled = [...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
  expect(labelled).toHaveLength(fieldsOf(kind).length);
  for (const id of labelled) {
    const control = new RegExp(`<(input|textarea|button)[^>]* id="${id}"[^>]*>`).exec(html)?.[0];
    expect(control).toContain(`aria-describedby="${id}-error"`);
    expect(control).toContain('aria-invalid="true"');
  }
});
