import { describe, expect, it } from "vitest";
import { settingsFieldsOf } from "./provider-forms.ts";
import { settingsFrom } from "./settings-from.ts";

describe("settingsFrom", () => {
  it("nests by path, reads numbers and leaves out what is empty", () => {
    const settings = settingsFrom(
      settingsFieldsOf("smtp"),
      { host: " smtp.example.com ", port: "465", "from.address": "a@example.com", user: "" },
      {},
    );
    expect(settings).toEqual({ host: "smtp.example.com", port: 465, from: { address: "a@example.com" } });
  });

  it("keeps what the form does not show and clears what was emptied", () => {
    const stored = { host: "old", dsn: false, user: "u", dkim: { domain: "example.com", selector: "s" } };
    const settings = settingsFrom(settingsFieldsOf("smtp"), { host: "new" }, stored);
    expect(settings).toEqual({ host: "new", dsn: false });
    expect(stored.user).toBe("u");
  });
});
