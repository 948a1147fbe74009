/** The 95 % interval of a share (Wilson): honest for few people too. Both ends in [0, 1]. */
export function wilson(part: number, whole: number): { low: number; high: number } {
  if (whole <= 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const p = part / whole;
  const square = (z * z) / whole;
  const centre = (p + square / 2) / (1 + square);
  const spread = (z / (1 + square)) * Math.sqrt((p * (1 - p)) / whole + square / (4 * whole));
  return { low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
}

/** The shared scale: a round end over the highest interval, at least 10 %, and into how many equal parts it is cut. */
export function scaleOf(highest: number): { end: number; parts: number } {
  const scales: readonly [end: number, parts: number][] = [
    [0.1, 2],
    [0.2, 2],
    [0.3, 3],
    [0.4, 4],
    [0.5, 5],
    [0.6, 3],
    [0.8, 4],
    [1, 4],
  ];
  const [end, parts] = scales.find(([most]) => highest <= most) ?? [1, 4];
  return { end, parts };
}
