import { describe, expect, it } from "vitest";
import { chordOf, interpret, sequenceMs } from "./keys.ts";
import { type Command, known, offered } from "./registry.ts";

const press = (key: string, more: Partial<Parameters<typeof chordOf>[0]> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const command = (id: string, keys: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: "Go to",
  keys,
  run: () => {},
  ...more,
});

describe("keys", () => {
  it("names a chord the same on every platform", () => {
    expect(chordOf(press("k", { metaKey: true }))).toBe("mod+k");
    expect(chordOf(press("K", { ctrlKey: true, shiftKey: true }))).toBe("mod+shift+k");
    expect(chordOf(press("?", { shiftKey: true }))).toBe("?");
    expect(chordOf(press("ArrowUp", { shiftKey: true }))).toBe("shift+up");
  });

  it("reads two keys in a row, and forgets the first after a while", () => {
    const commands = [command("journeys", "g j")];
    const first = interpret(commands, "g", undefined, 0, false);
    expect(first.run).toBeUndefined();
    expect(interpret(commands, "j", first.sequence, 500, false).run?.id).toBe("journeys");
    expect(interpret(commands, "j", first.sequence, sequenceMs + 1, false).run).toBeUndefined();
  });

  it("leaves letters to the field that is typed in", () => {
    const commands = [command("create", "c"), command("palette", "mod+k", { inFields: true })];
    expect(interpret(commands, "c", undefined, 0, true).run).toBeUndefined();
    expect(interpret(commands, "mod+k", undefined, 0, true).run?.id).toBe("palette");
  });

  it("leaves what the browser does itself to it", () => {
    expect(interpret([command("paste", "mod+v", { native: true })], "mod+v", undefined, 0, false).run).toBeUndefined();
  });

  it("knows also what cannot be done now, for the help", () => {
    expect(known([{ id: "canvas", commands: [command("rename", "f2", { when: () => false })] }]).map((one) => one.id)).toEqual(["rename"]);
  });

  it("lets the innermost scope win and hides what cannot be done now", () => {
    const list = offered([
      { id: "shell", commands: [command("a", "x"), command("b", "y", { when: () => false })] },
      { id: "canvas", commands: [command("c", "x")] },
    ]);
    expect(list.map((entry) => entry.id)).toEqual(["c", "a"]);
    expect(interpret(list, "x", undefined, 0, false).run?.id).toBe("c");
  });
});
