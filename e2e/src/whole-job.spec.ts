import { expect, type Page, test } from "@playwright/test";
import { api, dev, inbox, nthMessage, signIn } from "./support.ts";

const ana = { email: "ana.kowalska@example.com", phone: "+48512345678" };
const journeyName = "Kettle left behind";

/** The one menu that adds steps: click where, type what. */
async function add(page: Page, after: RegExp, words: string, option?: RegExp): Promise<void> {
  await page.getByRole("button", { name: after }).click();
  const field = page.getByRole("combobox", { name: "What should happen?" });
  await field.fill(words);
  if (option) await page.getByRole("option", { name: option }).click();
  else await field.press("Enter");
  await expect(field).toBeHidden();
}

const details = (page: Page) => page.getByRole("complementary", { name: "Details" });

async function choose(page: Page, field: string, option: RegExp): Promise<void> {
  await details(page).getByRole("combobox", { name: field }).last().click();
  await page.getByRole("option", { name: option }).click();
}

/** In the demo shop, as Ana, who agreed to offers at sign-in: puts the kettle into the cart and leaves. */
async function leaveKettleInCart(shop: Page): Promise<void> {
  await shop.goto(`${dev.shop}/products/gooseneck-09`);
  await shop.getByRole("button", { name: "Add to cart" }).first().click();
  await expect(shop.locator("#cart-count")).toBeVisible();
  // The browser SDK sends at once, but a closed page takes what is on its way with it.
  await shop.waitForTimeout(1000);
}

test("from a drawing to a message, and every decision can be read", async ({ page, context }) => {
  test.setTimeout(300_000);

  await test.step("sign in, and pause the demo's journey so that only ours writes", async () => {
    await signIn(page);
    await page.goto("/journeys");
    await page.getByRole("link", { name: "Abandoned cart" }).first().click();
    await page.getByRole("button", { name: "Live", exact: true }).click();
    await page.getByRole("button", { name: "Pause" }).first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: /Pause/ }).click();
    await expect(page.getByRole("button", { name: "Resume" }).first()).toBeVisible();
  });

  await test.step("draw abandoned cart from nothing", async () => {
    await page.goto("/journeys?new=1");
    await page.getByRole("button", { name: "Start blank" }).click();
    await page.waitForURL(/journeys\/jny_/);
    await page.getByRole("textbox", { name: "Name of the journey" }).fill(journeyName);
    const event = details(page).getByRole("combobox", { name: "Event" });
    await event.click();
    await event.fill("Product Added");
    await page.getByRole("option", { name: /Product Added/ }).click();
    await page.getByRole("radio", { name: /Whenever the last time/ }).click();
    await page.getByRole("tab", { name: "Goal, exits, rules" }).click();
    await page.getByRole("switch", { name: "Keep the workspace's quiet hours" }).click();
    await page.getByRole("switch", { name: "Count toward the workspace's cap" }).click();

    await add(page, /Add a step after Product Added/, "wait for Order Completed 6 seconds");
    await add(page, /Add a step after Wait for Order Completed, After 6 seconds/, "email", /^E-mail/);
    await choose(page, "Template", /Cart reminder/);
    await choose(page, "Topic", /Offers and news/);
    await add(page, /Add a step after Cart reminder/, "wait for", /^Wait for/);
    await details(page).getByRole("button", { name: "Add event or message" }).click();
    await page.getByRole("menuitem", { name: /A message of this journey/ }).click();
    await choose(page, "Which message", /Cart reminder/);
    await details(page).getByRole("button", { name: "Do not wait for this" }).last().click();
    await details(page).getByRole("textbox", { name: "For at most: how many" }).fill("2");
    await add(page, /Add a step after Wait for Cart reminder clicked, Clicked/, "if properties.price >= 60");
    await add(page, /Add a step after If Price is at least 60, yes/, "sms", /^SMS/);
    await choose(page, "Template", /Cart nudge/);
    await choose(page, "Topic", /Offers and news/);
    await add(page, /Add a step after Cart nudge/, "end", /^End/);
    await expect(page.getByRole("status").filter({ hasText: /Draft saved/ })).toBeVisible();
  });

  await test.step("review and publish", async () => {
    await page.getByRole("button", { name: "Review and publish" }).click();
    await page
      .getByRole("button", { name: /^Publish/ })
      .last()
      .click();
    await expect(page.getByText("Live v1")).toBeVisible();
  });
  const journeyUrl = page.url().split("?")[0] ?? "";

  const shop = await context.newPage();
  await test.step("a real browser buys half a kettle", async () => {
    await shop.goto(dev.shop);
    await shop.getByText("Sign in").click();
    await shop.getByRole("button", { name: /Ana/ }).click();
    await shop.waitForTimeout(1000);
    await leaveKettleInCart(shop);
  });

  const mail = await test.step("the reminder arrives over SMTP, with one-click unsubscribe", async () => {
    const message = await nthMessage(ana.email, 1);
    expect(message.subject).toContain("Gooseneck kettle");
    expect(message.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    return message;
  });

  await test.step("clicking its link branches to an SMS and the end", async () => {
    const link = [...(mail.html ?? "").matchAll(/href="([^"]+\/c\/[^"]+)"/g)].map((match) => match[1])[0];
    expect(link).toBeDefined();
    await shop.goto(link ?? "");
    await shop.waitForURL((url) => url.href.startsWith(dev.shop));
    const sms = await nthMessage(ana.phone, 1);
    expect(sms.text).toContain("Gooseneck kettle");
  });

  await test.step("the canvas shows it live", async () => {
    await page.goto(`${journeyUrl}?mode=live`);
    await expect(page.getByText(/1\s*entered/).first()).toBeVisible();
    await expect(page.locator(".jm-card", { hasText: "Cart nudge" })).toContainText(/1\s*passed/);
  });

  await test.step("and one person's path, with the values at the gate", async () => {
    const { items } = await api<{ items: { id: string; exitReason: string | null }[] }>(`/journeys/${journeyUrl.split("/").at(-1)}/runs`);
    expect(items).toHaveLength(1);
    await page.goto(`${journeyUrl}?mode=path&run=${items[0]?.id}`);
    await expect(page.getByText("89").first()).toBeVisible();
    const run = await api<{
      status: string;
      steps: { node: string; kind: string; readings: { value: unknown }[] }[];
      messages: { state: string; clickedAt: string | null }[];
    }>(`/runs/${items[0]?.id}`);
    expect(run.status).toBe("ended");
    expect(run.messages.map(({ state }) => state)).toEqual(["accepted", "accepted"]);
    expect(run.messages[0]?.clickedAt).not.toBeNull();
    expect(run.steps.some(({ readings }) => readings.some(({ value }) => value === 89))).toBe(true);
  });

  await test.step("unsubscribe with one click, any number of times, and GET changes nothing", async () => {
    const url = /<(https?:[^>]+)>/.exec(mail.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
    const before = await consentOf(ana.email);
    expect((await fetch(url, { redirect: "manual" })).status).toBeLessThan(400);
    expect(await consentOf(ana.email)).toBe(before);
    for (let times = 0; times < 2; times++) {
      const answer = await fetch(url, {
        method: "POST",
        body: "List-Unsubscribe=One-Click",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      expect(answer.status).toBe(200);
    }
    expect(await consentOf(ana.email)).toBe("denied");
  });

  await test.step("the next message is skipped, and says why", async () => {
    await leaveKettleInCart(shop);
    const journeyId = journeyUrl.split("/").at(-1) ?? "";
    const skipped = () => api<{ items: { state: string; reason: string | null }[] }>(`/messages?journey=${journeyId}&state=suppressed`);
    await expect.poll(async () => (await skipped()).items.map(({ reason }) => reason), { timeout: 60_000 }).toEqual(["topic-denied"]);
    expect(await inbox(ana.email)).toHaveLength(1);
    await page.goto(`/messages/sent?state=suppressed&journey=${journeyId}`);
    await expect(page.getByText("The person refused the topic").first()).toBeVisible();
  });
});

async function consentOf(email: string): Promise<string | undefined> {
  const { items } = await api<{ items: { id: string }[] }>(`/people?search=${encodeURIComponent(email)}`);
  const person = await api<{ consent: { rows: { key: string; cells: { channel: string; state: string }[] }[] } }>(
    `/people/${items[0]?.id}`,
  );
  return person.consent.rows.find(({ key }) => key === "offers")?.cells.find(({ channel }) => channel === "email")?.state;
}
