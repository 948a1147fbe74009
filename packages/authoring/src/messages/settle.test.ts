import type { Principal } from "@journeyman/access";
import { newId } from "@journeyman/core";
import { expect, test } from "vitest";
import type { AuthoringDeps } from "../deps.ts";
import { settleMessage } from "./settle.ts";

// Whoever is refused must not get as far as the store.
const deps = {} as AuthoringDeps;
const environmentId = newId();

test.each([
  ["a role that allows nothing", { role: "guest" }, environmentId, "forbidden"],
  ["an environment of somebody else", { role: "owner" }, newId(), "not_found"],
])("%s: refused", async (_, { role }, environment, code) => {
  const principal = { kind: "user", id: newId(), role, environments: [{ id: environmentId, kind: "test" }] } as unknown as Principal;
  await expect(settleMessage(deps, principal, environment, newId(), { outcome: "arrived" })).rejects.toMatchObject({ code });
});
