import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./support.ts";

const definition = {
  journey: "keys",
  name: "Keys",
  entry: [{ event: "Signed Up" }],
  start: "first",
  nodes: {
    first: { kind: "delay", title: "First", for: "PT1H", next: { done: "second" } },
    second: { kind: "delay", title: "Second", for: "PT2H", next: { done: "third" } },
    third: { kind: "delay", title: "Third", for: "PT3H", next: { done: "end" } },
    end: { kind: "exit", title: "End", reason: "done" },
  },
};

async function openJourney(page: Page): Promise<void> {
  await signIn(page);
  const made = await page.evaluate(async (draft) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/v1/journeys", {
      method: "POST",
      headers,
      body: JSON.stringify({ name: draft.name, definition: draft }),
    });
    return (await answer.json()) as { id: string };
  }, definition);
  await page.goto(`/journeys/${made.id}`);
  await expect(card(page, "First")).toBeVisible();
}

const card = (page: Page, title: string) => page.locator(".react-flow__node", { has: page.locator(".jm-title", { hasText: title }) });
const focused = (page: Page) =>
  page.evaluate<string>("document.activeElement?.getAttribute('data-id') ?? document.activeElement?.tagName.toLowerCase() ?? ''");

test("the focus stays on the canvas when what had it goes away", async ({ page }) => {
  await openJourney(page);
  await card(page, "Second").click();
  await page.keyboard.press("Delete");
  await expect(card(page, "Second")).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe("third");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => focused(page)).toBe("second");

  await page.keyboard.press("Enter");
  await expect(page.locator("#jm-inspector")).toBeVisible();
  await page.locator("#jm-inspector").getByRole("button", { name: "Close" }).press("Enter");
  await expect(page.locator("#jm-inspector")).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe("second");

  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("second");

  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("button", { name: "Publish", exact: true }).press("Enter");
  await expect(page.getByText("Version 1 is live")).toBeVisible();
  await expect.poll(() => focused(page)).toBe("second");
});

test("Enter on what can be pressed presses it and leaves the selected card alone", async ({ page }) => {
  await openJourney(page);
  await card(page, "Second").click();
  const separator = page.getByRole("separator", { name: "Width of the panel" });
  await separator.focus();
  await page.keyboard.press("Enter");
  await expect(separator).toBeFocused();
});

test("undo and redo go over a note that is not being written", async ({ page }) => {
  await openJourney(page);
  const note = page.locator(".jm-note");
  await page.keyboard.press("n");
  await page.keyboard.type("For the team");
  await page.keyboard.press("Escape");
  await expect(note).toHaveText("For the team");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(note).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(note).toHaveText("Empty note");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(note).toHaveText("For the team");
});
