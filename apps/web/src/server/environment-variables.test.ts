import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment-variables.ts";

const secret = "a secret of enough letters";

describe("readEnvironment", () => {
  it("makes the restricted addresses from the owner's, and takes blank as absent", () => {
    const read = readEnvironment({
      DATABASE_URL: "postgresql://owner:pw@localhost:5433/journeyman",
      APP_DATABASE_URL: "",
      NEXTAUTH_SECRET: secret,
      SHOP_PORT: "3103",
    });
    expect(read.appDatabaseUrl).toContain("journeyman_app");
    expect(read.engineDatabaseUrl).toContain("journeyman_engine");
    expect(read.shopUrl).toBe("http://localhost:3103");
    expect(read.allowPrivateHosts).toBe(false);
  });

  it("names what is wrong", () => {
    expect(() => readEnvironment({ NEXTAUTH_SECRET: "short", DATABASE_URL: "x" })).toThrow(/NEXTAUTH_SECRET/);
    expect(() => readEnvironment({ NEXTAUTH_SECRET: secret })).toThrow(/DATABASE_URL/);
  });
});
