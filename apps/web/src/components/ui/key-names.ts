/** A key of `mod+shift+k` as people see it on their keyboard. */
function keyName(key: string, apple: boolean): string {
  const names: Record<string, string> = {
    mod: apple ? "⌘" : "Ctrl",
    shift: apple ? "⇧" : "Shift",
    alt: apple ? "⌥" : "Alt",
    enter: "↵",
    escape: "Esc",
    delete: "Del",
    backspace: "⌫",
    up: "↑",
    down: "↓",
    left: "←",
    right: "→",
    space: "Space",
  };
  return names[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
}

/** `mod+k` as ⌘K or Ctrl+K; `g j` as two caps. */
export function formatKeys(keys: string, apple: boolean): string[] {
  return keys.split(" ").map((chord) => {
    const parts = chord === "+" ? ["+"] : chord.split("+").map((key) => keyName(key, apple));
    return parts.join(apple ? "" : "+");
  });
}
