import { beforeEach, expect, test, vi } from "vitest";
import { countKeptWork, forgetKeptWork, foundWork, keepWork, keptWork, type WorkKey } from "./kept-work.ts";

const marta: WorkKey = { user: "usr_1", kind: "template", id: "tpl_1" };
const ola: WorkKey = { ...marta, user: "usr_2" };
const jonas: WorkKey = { ...marta, user: "usr_12" };
const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** Named entries as properties, as a browser's storage has them. */
class Memory {
  getItem(name: string): string | null {
    return (this as unknown as Record<string, string>)[name] ?? null;
  }
  setItem(name: string, value: string): void {
    Object.assign(this, { [name]: value });
  }
  removeItem(name: string): void {
    Reflect.deleteProperty(this, name);
  }
}

beforeEach(() => {
  vi.stubGlobal("localStorage", new Memory());
});

test("unsaved work is found again by who typed it, and by nobody else on the same machine", () => {
  keepWork(marta, { revision: 3, base: "a", document: "b", unheard: "ab" });
  expect(keptWork(marta, text)).toEqual({ revision: 3, base: "a", document: "b", unheard: "ab" });
  expect(keptWork(jonas, text)).toBeUndefined();
});

test("work that arrived with the last request is not unsaved any more", () => {
  keepWork(marta, { revision: 3, base: "a", document: "b" });
  const stored = { document: "b", revision: 4, by: "Marta", at: "2026-05-12T12:00:00Z" };
  expect(foundWork(marta, text, stored)).toEqual({ kind: "none" });
  expect(countKeptWork(marta.user)).toBe(0);
  keepWork(marta, { revision: 4, base: "b", document: "c" });
  expect(foundWork(marta, text, stored)).toEqual({ kind: "bring-back", document: "c" });
  expect(countKeptWork(marta.user)).toBe(1);
});

test("signing out leaves nothing of one's own behind, and what is not work stays", () => {
  keepWork(marta, { revision: 3, base: "a", document: "b" });
  keepWork(jonas, { revision: 3, base: "a", document: "c" });
  localStorage.setItem("journeyman.theme", "dark");
  expect(countKeptWork(marta.user)).toBe(1);
  forgetKeptWork(marta.user);
  keepWork(marta, { revision: 3, base: "a", document: "a save that was on its way" });
  expect(countKeptWork(marta.user)).toBe(0);
  expect(keptWork(jonas, text)?.document).toBe("c");
  expect(localStorage.getItem("journeyman.theme")).toBe("dark");
});

test("work that cannot be read any more is as if it were not there", () => {
  keepWork<unknown>(ola, { revision: 3, base: "a", document: 7 });
  expect(keptWork(ola, text)).toBeUndefined();
  localStorage.setItem("journeyman.draft.usr_2.template.tpl_1", "{");
  expect(keptWork(ola, text)).toBeUndefined();
});
