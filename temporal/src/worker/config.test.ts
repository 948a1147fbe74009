import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("the owner's URL is enough; the restricted roles' are made from it", () => {
  const config = readConfig({
    DATABASE_URL: "postgresql://owner:secret@db:5432/journeyman",
    APP_DATABASE_URL: "",
    ENGINE_DATABASE_URL: "",
  });
  expect(config.appUrl).toMatch(/^postgresql:\/\/journeyman_app:.+@db:5432\/journeyman$/);
  expect(config.engineUrl).toMatch(/^postgresql:\/\/journeyman_engine:/);
  expect(config).toMatchObject({
    temporal: { address: "127.0.0.1:7233", namespace: "default" },
    health: { host: "127.0.0.1", port: 3004 },
  });
});

test("what is wrong is named, all of it at once", () => {
  expect(() => readConfig({ DATABASE_URL: "postgresql://o:s@db/j", WORKER_PORT: "many", LOG_LEVEL: "loud" })).toThrow(
    /WORKER_PORT.*LOG_LEVEL/s,
  );
  expect(() => readConfig({})).toThrow(/DATABASE_URL/);
});
