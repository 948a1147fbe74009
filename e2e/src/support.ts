import { expect, type Page } from "@playwright/test";
import type { Dev } from "./product.ts";

/** Where everything is, from the product that was started for these tests. */
export const dev = JSON.parse(process.env.JOURNEYMAN_DEV ?? "{}") as Dev;

export type InboxMessage = {
  id: string;
  channel: "email" | "sms";
  to: string;
  subject?: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
  acceptedAt: string;
};

export async function signIn(page: Page, role = "owner"): Promise<void> {
  const login = dev.logins.find((one) => one.role === role);
  if (!login) throw new Error(`The demo has no ${role}.`);
  await page.goto(`${dev.web}/sign-in`);
  await page.getByLabel("E-mail").fill(login.email);
  await page.getByLabel("Password", { exact: true }).fill(login.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Everything the fakes have accepted for an address, oldest first. */
export async function inbox(to: string): Promise<InboxMessage[]> {
  const response = await fetch(`${dev.inbox}/api/messages?to=${encodeURIComponent(to)}`);
  const messages = (await response.json()) as InboxMessage[];
  return messages.toSorted((a, b) => a.acceptedAt.localeCompare(b.acceptedAt));
}

/** Waits until the fakes have accepted the n-th message for an address. */
export async function nthMessage(to: string, n: number, timeout = 60_000): Promise<InboxMessage> {
  await expect.poll(async () => (await inbox(to)).length, { timeout, message: `message ${n} to ${to}` }).toBeGreaterThanOrEqual(n);
  const message = (await inbox(to))[n - 1];
  if (!message) throw new Error("The message was there a moment ago.");
  return message;
}

export async function api<T>(path: string): Promise<T> {
  const response = await fetch(`${dev.web}/api/v1${path}`, { headers: { authorization: `Bearer ${dev.apiKey}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
