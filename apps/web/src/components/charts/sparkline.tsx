/** 88 × 20, grey, with an ink dot at the end. `label` is what a screen reader says. */
export function Sparkline({
  values,
  label,
  width = 88,
  height = 20,
}: {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  const pad = 2.5;
  const max = Math.max(...values, 1);
  const min = Math.min(...values, 0);
  const points = values.map((value, index) => {
    const x = values.length < 2 ? width - pad : pad + (index * (width - 2 * pad)) / (values.length - 1);
    const y = height - pad - ((value - min) / (max - min)) * (height - 2 * pad);
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const;
  });
  const last = points.at(-1);
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block overflow-visible">
      <polyline
        points={points.map((point) => point.join(",")).join(" ")}
        className="fill-none stroke-subtle"
        strokeWidth="1.25"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last ? <circle cx={last[0]} cy={last[1]} r="1.75" className="fill-fg" /> : null}
    </svg>
  );
}
