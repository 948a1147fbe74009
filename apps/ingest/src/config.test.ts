import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("an owner's URL is enough, the restricted roles' are made from it", () => {
  const config = readConfig({ DATABASE_URL: "postgresql://owner:secret@db:5432/journeyman", APP_DATABASE_URL: "", INGEST_PORT: "4001" });
  expect(config.database.app).toMatch(/^postgresql:\/\/journeyman_app:[^@]+@db:5432\/journeyman$/);
  expect(config.database.engine).toMatch(/journeyman_engine/);
  expect(config).toMatchObject({ port: 4001, publicUrl: "http://localhost:4001", keyFile: ".journeyman/keys.json" });
});

test("what is missing or wrong is named, all of it at once", () => {
  expect(() => readConfig({ INGEST_PORT: "http", WEB_URL: "shop", LOG_LEVEL: "loud" })).toThrow(
    /INGEST_PORT: .*WEB_URL: .*LOG_LEVEL: .*npm start/s,
  );
  expect(() => readConfig({ APP_DATABASE_URL: "postgresql://a@b/c" })).toThrow(/DATABASE_URL.*ENGINE_DATABASE_URL/);
});
