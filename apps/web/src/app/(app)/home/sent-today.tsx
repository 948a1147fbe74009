"use client";
import Link from "next/link";
import { HourBars } from "@/components/charts/hour-bars.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { SentToday } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { channelName, count, percent } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";

export function SentTodayCard({ sent }: { sent: SentToday }) {
  const times = useTimes();
  const clock = times.time(new Date(times.now).toISOString());
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: times.zone, weekday: "long" }).format(times.now);
  return (
    <section aria-labelledby="sent-today">
      <SectionHeading
        id="sent-today"
        aside={
          <Link href="/messages" className="text-12 font-medium text-accent-text hover:underline">
            All messages
          </Link>
        }
      >
        Sent today
      </SectionHeading>
      <Card className="px-4 pt-3 pb-2">
        <div className="mb-3 flex items-end">
          <span className="text-28 font-semibold">{count(sent.accepted)}</span>
          {sent.change === null ? null : (
            <span className="mb-1.5 ml-auto text-12 text-muted">
              <b className="font-medium text-fg">
                {sent.change >= 0 ? "+" : "−"}
                {(Math.abs(sent.change) * 100).toFixed(1)}
                {"\u202f%"}
              </b>{" "}
              on last {weekday} by {clock}
            </span>
          )}
        </div>
        <HourBars hours={sent.hours} nowHour={Number(clock.slice(0, 2))} />
        <table className="mt-2 w-full">
          <thead>
            <tr className="border-b border-line text-left text-12 text-muted [&>th]:h-7 [&>th]:font-medium">
              <th scope="col">Channel</th>
              <th scope="col" className="text-right">
                Accepted
              </th>
              <th scope="col" className="text-right">
                Delivered
              </th>
            </tr>
          </thead>
          <tbody>
            {sent.channels.map((row) => (
              <tr key={row.channel} className="[&>td]:h-7">
                <td>
                  <span className="flex items-center gap-2">
                    <span aria-hidden className={classes("size-2 rounded-[2px]", row.channel === "sms" ? "bg-c2" : "bg-c1")} />
                    {channelName(row.channel)}
                  </span>
                </td>
                <td className="text-right">{count(row.accepted)}</td>
                <td className="text-right text-muted">{percent(row.delivered, row.accepted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}
