import { Code, House, type LucideIcon, Mail, Settings, Users, Workflow } from "lucide-react";

export type Place = { href: string; label: string; icon: LucideIcon; key: string; words?: readonly string[] };

/** The rooms of the house, in the side bar's order; `g` and the key go there. */
export const places: readonly Place[] = [
  { href: "/", label: "Home", icon: House, key: "h" },
  { href: "/journeys", label: "Journeys", icon: Workflow, key: "j", words: ["canvas", "flows", "automations"] },
  { href: "/people", label: "People", icon: Users, key: "p", words: ["profiles", "customers", "contacts"] },
  { href: "/messages", label: "Messages", icon: Mail, key: "m", words: ["templates", "sent", "e-mail", "sms"] },
];

export const lowerPlaces: readonly Place[] = [
  { href: "/developers", label: "Developers", icon: Code, key: "d", words: ["api keys", "sources", "write key", "openapi"] },
  { href: "/settings", label: "Settings", icon: Settings, key: "s", words: ["workspace", "topics", "providers", "members"] },
];

export function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

/** Screens with a frame of their own: a journey's canvas takes the whole window, without the side bar. */
export function fillsScreen(path: string): boolean {
  return /^\/journeys\/[^/]+\/?$/.test(path);
}
