"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import { ConnectCard } from "@/app/(app)/home/connect-card.tsx";
import { HealthStrip } from "@/app/(app)/home/health-strip.tsx";
import { LiveJourneys } from "@/app/(app)/home/live-journeys.tsx";
import { NeedsYou } from "@/app/(app)/home/needs-you.tsx";
import { SentTodayCard } from "@/app/(app)/home/sent-today.tsx";
import { useShell } from "@/components/shell/shell-context.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { api } from "@/lib/api-client.ts";
import type { Home } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

export function HomeScreen() {
  const { user } = useShell();
  const times = useTimes();
  const home = useQuery({ queryKey: ["home"], queryFn: ({ signal }) => api.get<Home>("/home", { signal }), refetchInterval: 10_000 });
  const today = new Intl.DateTimeFormat("en-GB", { timeZone: user.timeZone, weekday: "long", day: "numeric", month: "long" })
    .format(times.now)
    .replace(",", "");
  const place = user.timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return (
    <>
      <PageHeader
        title="Home"
        note={
          <span suppressHydrationWarning>
            {today}, {times.time(new Date(times.now).toISOString())} in {place}
          </span>
        }
        actions={
          <>
            <ButtonLink href="/people?find=1" className="max-sm:hidden">
              <Search aria-hidden /> Find a person <Keys keys="/" className="-mr-1" />
            </ButtonLink>
            <ButtonLink href="/journeys?new=1" variant="primary">
              <Plus aria-hidden /> New journey <Keys keys="c" tone="inverse" className="-mr-1 max-sm:hidden" />
            </ButtonLink>
          </>
        }
      />
      {home.isError && !home.data ? (
        <ErrorState error={home.error} onRetry={() => void home.refetch()} />
      ) : !home.data ? (
        <div className="px-4 py-4 sm:px-8">
          <SkeletonRows rows={10} />
        </div>
      ) : (
        <div className="grid grid-cols-1 gap-x-8 gap-y-5 px-4 pt-4 pb-5 sm:px-8 min-[1180px]:grid-cols-[minmax(0,1fr)_376px]">
          <div className="flex min-w-0 flex-col gap-5">
            <NeedsYou needs={home.data.needs} />
            <LiveJourneys journeys={home.data.journeys} />
          </div>
          <div className="flex min-w-0 flex-col gap-5">
            <SentTodayCard sent={home.data.sentToday} />
            <ConnectCard />
          </div>
          <HealthStrip cells={home.data.health} checkedAt={home.data.checkedAt} />
        </div>
      )}
    </>
  );
}
