/** What was last copied here, so that menus can offer it without asking the browser for the clipboard. Shared by all tabs. */
const key = "journeyman.clip";

export function rememberClip(text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The system clipboard has it; only the menu's offer is lost.
  }
}

export function forgetClip(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then there was none.
  }
}

export function rememberedClip(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
