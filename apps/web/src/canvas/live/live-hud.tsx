"use client";
import type { CountsBody, VersionItem } from "@/canvas/api/types.ts";
import { Select } from "@/components/ui/select.tsx";
import { count, percent } from "@/lib/format.ts";

type Props = {
  counts: CountsBody | undefined;
  came: number;
  versions: readonly VersionItem[];
  version: string | undefined;
  onVersion: (version: string) => void;
  hasGoal: boolean;
  /** What is live now, also before the list of versions knows it. */
  live: VersionItem | null;
};

/** What the whole journey does, at the canvas's corner; and which version is looked at. */
export function LiveHud({ counts, came, versions, version, onVersion, hasGoal, live }: Props) {
  const known = live && !versions.some((one) => one.id === live.id) ? [live, ...versions] : versions;
  const options = known.map((one) => ({ value: one.id, label: `Version ${one.number}${one.id === live?.id ? ", live" : ""}` }));
  const converted = counts?.conversions.people ?? 0;
  return (
    <div className="pointer-events-none absolute top-3 left-3 z-10 flex flex-col gap-3">
      {options.length > 0 ? (
        <div className="pointer-events-auto">
          <Select quiet aria-label="Version" value={version ?? null} options={options} onValue={onVersion} />
        </div>
      ) : null}
      {counts ? (
        <dl className="grid w-max grid-cols-[auto_auto] items-baseline gap-x-3 gap-y-1.5 rounded-card bg-bg py-1 pr-3 text-13">
          <Row n={count(came)} word="entered" />
          <Row n={count(counts.inside)} word="inside now" />
          {hasGoal ? <Row n={count(converted)} word={`reached the goal, ${percent(converted, came)}`} /> : null}
          {counts.stuck > 0 ? <Row n={count(counts.stuck)} word="stuck" bad /> : null}
          {counts.paused > 0 ? <Row n={count(counts.paused)} word="held by the pause" /> : null}
        </dl>
      ) : null}
    </div>
  );
}

function Row({ n, word, bad }: { n: string; word: string; bad?: boolean }) {
  return (
    <>
      <dd className={bad ? "text-right font-semibold text-bad" : "text-right font-semibold"}>{n}</dd>
      <dt className={bad ? "text-bad" : "text-muted"}>{word}</dt>
    </>
  );
}

export function LiveLegend() {
  return (
    <div
      className="absolute top-3 right-4 z-10 hidden h-8 items-center gap-4 rounded-card bg-bg pl-3 text-12 text-muted min-[1240px]:flex"
      aria-hidden="true"
    >
      <span className="flex items-center gap-1.5">
        <span className="flex w-5 flex-col gap-0.75">
          <span className="h-0.75 bg-(--flow)" />
          <span className="h-1.5 bg-(--flow)" />
        </span>
        Width is people
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-2 w-5 bg-(--flow-drop)" />
        Drop-off
      </span>
    </div>
  );
}
