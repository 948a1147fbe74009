import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = [number, number, number];

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The tokens of one theme: `--fg` → its colour in linear sRGB, clipped as screens do. */
function tokensOf(selector: RegExp): Record<string, Rgb> {
  const block = selector.exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*oklch\(([\d.]+) ([\d.]+)(?: ([\d.]+))?\)/g)].map(([, name, l, c, h]) => [
      name ?? "",
      linear(Number(l), Number(c), Number(h ?? 0)),
    ]),
  );
}

/** OKLCH → linear sRGB (Ottosson), rounded to 8 bits and back: what is painted, not what was meant. */
function linear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return rgb.map((value) => decode(Math.round(encode(Math.min(1, Math.max(0, value))) * 255) / 255)) as Rgb;
}

const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(one: Rgb | undefined, other: Rgb | undefined): number {
  if (!one || !other) return 0;
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["bg", "surface", "sunken", "hover"];
const tinted = ["ok", "warn", "bad", "info"];
const families = ["entry", "message", "wait", "branch", "test", "data", "exit"];

describe.each([
  ["light", /:root,\s*\.light\s*\{([^}]*)\}/],
  ["dark", /\.dark\s*\{([^}]*)\}/],
])("contrast, %s", (_, selector) => {
  const tokens = tokensOf(selector);

  it("reads: text on every ground it is put on is at least 4.5", () => {
    for (const ground of grounds) {
      for (const text of ["fg", "muted"])
        expect(contrast(tokens[text], tokens[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of ["bg", "surface"]) {
      for (const text of ["subtle", "accent-text", ...tinted])
        expect(contrast(tokens[text], tokens[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const tone of tinted) expect(contrast(tokens[tone], tokens[`${tone}-tint`]), `${tone} on its tint`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens["accent-text"], tokens["accent-tint"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens["on-accent"], tokens.accent)).toBeGreaterThanOrEqual(4.5);
    for (const family of families) expect(contrast(tokens[`f-${family}`], tokens[`t-${family}`]), family).toBeGreaterThanOrEqual(4.5);
  });

  it("shows what can be used: controls and the focus ring are at least 3", () => {
    for (const ground of ["bg", "surface"]) {
      for (const edge of ["control", "ring", "accent"])
        expect(contrast(tokens[edge], tokens[ground]), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    for (const series of ["c1", "c2", "c3", "c4", "c5"]) expect(contrast(tokens[series], tokens.surface), series).toBeGreaterThanOrEqual(3);
  });
});
