/** Sizes in canvas pixels. `x` of a card is its centre, `y` its top. */
export type Measure = {
  card: { width: number; height: number };
  /** From a row's top to the next row's top. */
  row: number;
  /** Free space between two cards of a row; between a card and a line that passes it; between two such lines. */
  gap: { cards: number; line: number };
  /** The bend line's height over the target's top, and the step to the next one up where two would lie on each other. */
  bend: { above: number; step: number };
  /** The corner's radius. */
  corner: number;
  /** How far apart ports stand: two, three, and the width that more than three share. */
  ports: { two: number; three: number; more: number };
};

export const cardMeasure: Measure = {
  card: { width: 264, height: 72 },
  row: 136,
  gap: { cards: 48, line: 24 },
  bend: { above: 28, step: 10 },
  corner: 8,
  ports: { two: 72, three: 96, more: 224 },
};

/** The small drawing of the review. */
export const miniMeasure: Measure = {
  card: { width: 176, height: 40 },
  row: 108,
  gap: { cards: 32, line: 16 },
  bend: { above: 28, step: 10 },
  corner: 8,
  ports: { two: 42, three: 62, more: 152 },
};

/** Where port `index` of `count` stands on the lower edge, from the card's centre. */
export function portOffset(measure: Measure, index: number, count: number): number {
  if (count <= 1) return 0;
  if (count === 2) return index === 0 ? -measure.ports.two : measure.ports.two;
  if (count === 3) return (index - 1) * measure.ports.three;
  return Math.round(-measure.ports.more / 2 + (measure.ports.more * index) / (count - 1));
}
