import type { JourneyItem } from "../api/types.ts";

export const tabs = ["all", "live", "paused", "draft", "stopped", "archived"] as const;
export type Tab = (typeof tabs)[number];

export const sorts = ["edited", "name", "inside", "converted"] as const;
export type Sort = (typeof sorts)[number];

export function inTab(item: JourneyItem, tab: Tab): boolean {
  return tab === "all" || tab === "archived" || item.status === tab;
}

/** Every word somewhere in the name, the key or what starts it. */
export function fits(item: JourneyItem, query: string): boolean {
  const text = `${item.name} ${item.key} ${item.trigger ?? ""} ${item.description}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function compare(sort: Sort): (a: JourneyItem, b: JourneyItem) => number {
  const share = (item: JourneyItem) =>
    item.converted30Days && item.converted30Days.entered > 0 ? item.converted30Days.converted / item.converted30Days.entered : -1;
  switch (sort) {
    case "name":
      return (a, b) => a.name.localeCompare(b.name);
    case "inside":
      return (a, b) => b.inside - a.inside;
    case "converted":
      return (a, b) => share(b) - share(a);
    case "edited":
      return (a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
  }
}
