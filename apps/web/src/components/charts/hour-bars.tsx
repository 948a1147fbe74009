"use client";
import { count } from "@/lib/format.ts";
import { useWidth } from "@/lib/use-width.ts";

type Hour = { hour: number; email: number; sms: number };

/** A round number at or above, for the top line of the axis. */
export function niceCeiling(value: number): number {
  if (value <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 1.4, 2, 3, 4, 5, 6, 8, 10]) if (step * power >= value) return step * power;
  return 10 * power;
}

function short(value: number): string {
  return value >= 10_000
    ? `${Math.round(value / 1000)}k`
    : value >= 1000
      ? `${(value / 1000).toFixed(1).replace(".0", "")}k`
      : count(value);
}

const frame = { height: 116, left: 0, right: 44, top: 8, bottom: 20 } as const;

/** Messages accepted by hour of the day, stacked by channel. */
export function HourBars({ hours, nowHour }: { hours: readonly Hour[]; nowHour: number }) {
  // Drawn as wide as it stands, so that its words keep their size.
  const [ref, width] = useWidth<SVGSVGElement>(342);
  const byHour = Array.from({ length: 24 }, (_, hour) => hours.find((entry) => entry.hour === hour) ?? { hour, email: 0, sms: 0 });
  const top = niceCeiling(Math.max(...byHour.map((entry) => entry.email + entry.sms)));
  const plotHeight = frame.height - frame.top - frame.bottom;
  const slot = (width - frame.right - frame.left) / 24;
  const y = (value: number) => frame.top + plotHeight * (1 - value / top);
  const all = byHour.reduce((sum, entry) => sum + entry.email + entry.sms, 0);
  return (
    <svg
      ref={ref}
      role="img"
      aria-label={`${count(all)} messages accepted today, by hour`}
      viewBox={`0 0 ${width} ${frame.height}`}
      height={frame.height}
      className="block w-full overflow-visible"
    >
      {[top, top / 2, 0].map((value) => (
        <g key={value}>
          <line
            x1={frame.left}
            x2={width - frame.right}
            y1={y(value)}
            y2={y(value)}
            className="stroke-line"
            strokeWidth="1"
            shapeRendering="crispEdges"
          />
          <text x={width - frame.right + 8} y={y(value) + 4} className="fill-subtle text-11">
            {short(value)}
          </text>
        </g>
      ))}
      {byHour.map((entry) => {
        const x = frame.left + entry.hour * slot + slot * 0.16;
        const wide = slot * 0.68;
        const sum = entry.email + entry.sms;
        const title = `${String(entry.hour).padStart(2, "0")}:00, ${count(entry.email)} e-mail, ${count(entry.sms)} SMS`;
        if (sum === 0) {
          return (
            <rect
              key={entry.hour}
              x={x}
              y={y(0) - 1}
              width={wide}
              height={1}
              className={entry.hour > nowHour ? "fill-line" : "fill-control/50"}
            />
          );
        }
        const emailTop = y(entry.email);
        return (
          <g key={entry.hour}>
            <title>{title}</title>
            <rect x={x} y={emailTop} width={wide} height={Math.max(entry.email > 0 ? 1 : 0, y(0) - emailTop)} className="fill-c1" />
            {entry.sms > 0 ? (
              <rect x={x} y={y(sum)} width={wide} height={Math.max(1, emailTop - y(sum) - (entry.email > 0 ? 1 : 0))} className="fill-c2" />
            ) : null}
          </g>
        );
      })}
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={frame.left + hour * slot} y={frame.height - 3} className="fill-subtle text-11">
          {String(hour).padStart(2, "0")}
        </text>
      ))}
    </svg>
  );
}
