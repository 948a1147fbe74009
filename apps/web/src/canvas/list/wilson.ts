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

/** The end of the shared scale: the next round step over the highest interval, at least 10 %. */
export function scaleEnd(highest: number): number {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1].find((end) => highest <= end) ?? 1;
}
