"use client";
import { InsideElsewhere, VersionPicker, type VersionPickerProps } from "@/canvas/live/version-picker.tsx";
import { count, percent } from "@/lib/format.ts";

type Props = VersionPickerProps & { came: number; hasGoal: boolean };

/** What the whole journey does, at the canvas's corner; which version is looked at, and who is in others. */
export function LiveHud({ came, hasGoal, ...versions }: Props) {
  const { counts } = versions;
  const converted = counts?.conversions.people ?? 0;
  return (
    <div className="pointer-events-none absolute top-3 left-3 z-10 flex flex-col items-start gap-3 *:pointer-events-auto">
      <VersionPicker {...versions} />
      {counts ? (
        <div className="w-max rounded-card bg-bg py-1 pr-3">
          <dl className="grid w-max grid-cols-[auto_auto] items-baseline gap-x-3 gap-y-1.5 text-13">
            <Row n={count(came)} word="entered" />
            <Row n={count(counts.inside)} word="inside now" />
            {hasGoal ? (
              <Row n={count(converted)} word={came > 0 ? `reached the goal, ${percent(converted, came)}` : "reached the goal"} />
            ) : null}
            {counts.stuck > 0 ? <Row n={count(counts.stuck)} word="stuck" bad /> : null}
            {counts.paused > 0 ? <Row n={count(counts.paused)} word="held by the pause" /> : null}
          </dl>
          <InsideElsewhere {...versions} />
        </div>
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

/** How far down the legend reaches over the drawing. */
export const legendHeight = 44;

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
