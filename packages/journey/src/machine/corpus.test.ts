import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { machineRegistry } from "@journeyman/nodes/machine";
import { expect, test } from "vitest";
import type { CorpusRecord } from "../testing/corpus.ts";
import { scenarios } from "../testing/scenarios.ts";
import { advance } from "./advance.ts";
import { migrateState } from "./state.ts";

const folder = fileURLToPath(new URL("../../corpus/", import.meta.url));
const records = readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}${file}`, "utf8")) as CorpusRecord);

test.each(records.map((one) => [one.name, one] as const))(
  "%s: the machine answers as it did when it was recorded",
  (_, { plan, moves }) => {
    expect(moves.length).toBeGreaterThan(0);
    for (const { state, mail, world, answer } of moves) {
      expect(advance(plan, machineRegistry, migrateState(state), mail, world)).toEqual(answer);
    }
  },
);

test("every scenario has its record, and every record its scenario", () => {
  expect(records.map((one) => one.name).sort()).toEqual(scenarios.map((one) => one.name).sort());
});
