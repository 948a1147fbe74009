import { wilson } from "@/canvas/list/wilson.ts";
import { percent } from "@/lib/format.ts";

type Scale = { end: number; parts: number };
type Share = { entered: number; converted: number } | null;

/** The share with its interval in figures. */
export function ConversionFigures({ share }: { share: Share }) {
  if (!share || share.entered === 0) return <span className="text-subtle">–</span>;
  const { low, high } = wilson(share.converted, share.entered);
  return (
    <>
      <span className="font-medium">{percent(share.converted, share.entered)}</span>
      <span className="ml-2 hidden text-12 text-subtle xl:inline">
        {(low * 100).toFixed(1)}–{(high * 100).toFixed(1)}
      </span>
    </>
  );
}

/** The same on a scale that all rows share. */
export function ConversionScale({ share, scale: { end, parts }, width = 144 }: { share: Share; scale: Scale; width?: number }) {
  const x = (value: number) => Math.min(width, (value / end) * width);
  const interval = share && share.entered > 0 ? wilson(share.converted, share.entered) : undefined;
  return (
    <svg width={width} height={44} viewBox={`0 0 ${width} 44`} aria-hidden="true" className="block overflow-visible">
      {Array.from({ length: parts + 1 }, (_, line) => (
        <line key={line} x1={(line * width) / parts} x2={(line * width) / parts} y1={0} y2={44} stroke="var(--line)" />
      ))}
      {interval && share ? (
        <>
          <rect
            x={x(interval.low)}
            y={18}
            width={Math.max(2, x(interval.high) - x(interval.low))}
            height={8}
            rx={1}
            fill="var(--control)"
            fillOpacity={0.55}
          />
          <rect x={x(share.converted / share.entered) - 1} y={15} width={2} height={14} rx={1} fill="var(--fg)" />
        </>
      ) : null}
    </svg>
  );
}

export function ScaleHead({ scale: { end, parts }, width = 144 }: { scale: Scale; width?: number }) {
  return (
    <svg width={width} height={16} viewBox={`0 0 ${width} 16`} aria-hidden="true" className="block overflow-visible">
      {Array.from({ length: parts + 1 }, (_, line) => (
        <text key={line} x={(line * width) / parts} y={12} textAnchor="middle" fontSize={12} fill="var(--muted)">
          {Math.round((end * 100 * line) / parts)}
        </text>
      ))}
    </svg>
  );
}
