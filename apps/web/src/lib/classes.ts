import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** tailwind-merge has to know our type scale, or `text-12` and `text-muted` would be taken for rivals. */
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      "font-size": [{ text: ["11", "12", "13", "14", "16", "20", "28"] }],
      rounded: [{ rounded: ["chip", "control", "card", "dialog", "full"] }],
      shadow: [{ shadow: ["float"] }],
    },
  },
});

/** Joins class names; later ones win over earlier ones of the same kind. */
export function classes(...values: ClassValue[]): string {
  return merge(clsx(values));
}
