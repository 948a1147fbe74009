import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { api, signIn } from "./support.ts";

/** Screens as a newcomer meets them, in light and in dark. `color-contrast` included: the tokens were computed, this looks at what they became. */
for (const scheme of ["light", "dark"] as const) {
  test(`no serious barriers on the main screens, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await signIn(page);
    const journeys = await api<{ items: { id: string; key: string }[] }>("/journeys");
    const cart = journeys.items.find(({ key }) => key === "abandoned-cart");
    const people = await api<{ items: { id: string }[] }>("/people?limit=1");
    for (const path of [
      "/",
      "/journeys",
      `/journeys/${cart?.id}`,
      `/journeys/${cart?.id}?mode=live`,
      "/people",
      `/people/${people.items[0]?.id}`,
      "/messages",
      "/settings/topics",
    ]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    }
  });
}
