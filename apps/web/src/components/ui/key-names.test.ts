import { expect, test } from "vitest";
import { formatKeys } from "./key-names.ts";

test.each([
  ["f8", ["F8"], ["F8"]],
  ["mod+z", ["⌘Z"], ["Ctrl+Z"]],
  ["mod+shift+p", ["⌘⇧P"], ["Ctrl+Shift+P"]],
  ["shift+delete", ["⇧Del"], ["Shift+Del"]],
  ["g j", ["G", "J"], ["G", "J"]],
  ["?", ["?"], ["?"]],
  ["+", ["+"], ["+"]],
])("%s is written as on the keyboard", (keys, apple, other) => {
  expect(formatKeys(keys, true)).toEqual(apple);
  expect(formatKeys(keys, false)).toEqual(other);
});
