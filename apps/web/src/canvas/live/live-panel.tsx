"use client";
import { useState } from "react";
import { useRefusals } from "@/canvas/api/hooks.ts";
import type { CountsBody } from "@/canvas/api/types.ts";
import { Section } from "@/canvas/inspector/schema-form.tsx";
import { PanelHead } from "@/canvas/inspector/step-panel.tsx";
import { StandingList } from "@/canvas/live/standing-list.tsx";
import { shortWhen, whoWords } from "@/canvas/live/words.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { Graph } from "@/canvas/model/graph.ts";
import type { SceneCard } from "@/canvas/model/scene.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { ErrorLine, SkeletonRows } from "@/components/ui/states.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { classes } from "@/lib/classes.ts";
import { count, percent } from "@/lib/format.ts";
import { humane } from "@/lib/humane.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = {
  journeyId: string;
  card: SceneCard;
  sentence: string;
  graph: Graph;
  counts: CountsBody | undefined;
  version: string | undefined;
  onClose: () => void;
};

/** Whose names stand below: of those who wait at the step, or of those who went on from it, by one way or by any. */
type Standing = { of: "waiting" } | { of: "passed"; port?: string; label?: string };

const waiting: Standing = { of: "waiting" };

/** A step while people are on it: three figures, where they went, who stands here. A number leads to its people. */
export function LivePanel({ journeyId, card, sentence, graph, counts, version, onClose }: Props) {
  const [shown, setShown] = useState<Standing>(waiting);
  const step = counts?.steps[card.id];
  const ports = graph.nodes.get(card.id)?.ports ?? [];
  const total = Object.values(step?.ports ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <PanelHead
        tile={<StepTile family={card.family} icon={card.icon} />}
        title={card.title}
        under={sentence === card.title ? undefined : sentence}
        onClose={onClose}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Stats
          figures={card.figures ?? []}
          lists={
            card.id === ENTRY_ID || card.family === "exit"
              ? {}
              : {
                  waiting: { on: shown.of === "waiting", show: () => setShown(waiting) },
                  passed: { on: shown.of === "passed" && shown.port === undefined, show: () => setShown({ of: "passed" }) },
                }
          }
        />
        {card.id === ENTRY_ID ? (
          <DoorTabs journeyId={journeyId} version={version} counts={counts} />
        ) : (
          <>
            {ports.length > 0 && total > 0 ? (
              <Section title="Went on by">
                <ul className="flex flex-col">
                  {ports
                    .filter((port) => (step?.ports[port.name] ?? 0) > 0 || port.follows === undefined)
                    .map((port) => {
                      const n = step?.ports[port.name] ?? 0;
                      return (
                        <li key={port.name}>
                          <button
                            type="button"
                            aria-pressed={shown.of === "passed" && shown.port === port.name}
                            className="-mx-2 grid w-[calc(100%+16px)] grid-cols-[1fr_auto_56px] items-baseline gap-2 rounded-control px-2 py-1 text-left hover:bg-hover aria-pressed:bg-accent-tint"
                            onClick={() => setShown({ of: "passed", port: port.name, label: port.label })}
                          >
                            <span className="truncate">{port.label}</span>
                            <b className="font-semibold">{count(n)}</b>
                            <span className="text-right text-muted">{percent(n, total)}</span>
                            <span className="col-span-3 h-1 overflow-hidden rounded-full bg-hover">
                              <span
                                className="block h-full rounded-full bg-accent transition-[width] duration-240"
                                style={{ width: `${(100 * n) / total}%` }}
                              />
                            </span>
                          </button>
                        </li>
                      );
                    })}
                </ul>
              </Section>
            ) : null}
            {card.family === "exit" ? (
              <p className="border-t border-line p-4 text-muted">Nobody stays at an end. Those who left are under Ended, at the way in.</p>
            ) : (
              <>
                <h3 className="border-t border-line px-4 pt-4 pb-1 font-semibold" aria-live="polite">
                  {shown.of === "waiting"
                    ? "Waiting here"
                    : shown.label === undefined
                      ? "Went on from here"
                      : `Went on by “${shown.label}”`}
                </h3>
                {shown.of === "waiting" ? (
                  <StandingList journeyId={journeyId} node={card.id} version={version} />
                ) : (
                  <StandingList journeyId={journeyId} passed={card.id} port={shown.port} version={version} />
                )}
              </>
            )}
          </>
        )}
      </div>
    </>
  );
}

type List = { on: boolean; show: () => void };

/** `lists`: the figures, by their word, behind which people stand. */
function Stats({ figures, lists }: { figures: NonNullable<SceneCard["figures"]>; lists: Readonly<Record<string, List>> }) {
  return (
    <dl className="grid grid-cols-3 border-y border-line">
      {figures.slice(0, 3).map((figure, index) => {
        const list = lists[figure.word];
        return (
          <div
            key={figure.word}
            className={classes(
              "relative px-4 py-3",
              index > 0 && "border-l border-line",
              list && "hover:bg-hover",
              list?.on && "bg-accent-tint hover:bg-accent-tint",
            )}
          >
            <dt className="text-12 text-muted first-letter:uppercase">{figure.word}</dt>
            <dd className="text-20 font-semibold">
              {list ? (
                <button type="button" aria-pressed={list.on} className="after:absolute after:inset-0" onClick={list.show}>
                  {figure.value}
                  <span className="sr-only"> {figure.word}, show who</span>
                </button>
              ) : (
                figure.value
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type DoorTab = "inside" | "stuck" | "ended" | "all" | "refused";

/** At the entry: who is inside, who has left, everybody who was let in, and who came to the door and was not. */
function DoorTabs({ journeyId, version, counts }: { journeyId: string; version: string | undefined; counts: CountsBody | undefined }) {
  const [tab, setTab] = useState<DoorTab>("inside");
  const refused = Object.values(counts?.refused ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <Tabs<DoorTab>
        value={tab}
        onValue={setTab}
        listClassName="px-4"
        items={[
          { value: "inside", label: "Inside", count: counts === undefined ? undefined : count(counts.inside) },
          ...(counts && counts.stuck > 0 ? [{ value: "stuck" as const, label: "Stuck", count: count(counts.stuck) }] : []),
          { value: "ended", label: "Ended", count: counts === undefined ? undefined : count(counts.ended) },
          { value: "all", label: "All" },
          { value: "refused", label: "Not let in", count: count(refused) },
        ]}
      />
      {tab === "refused" ? (
        <Refusals journeyId={journeyId} />
      ) : (
        <StandingList journeyId={journeyId} version={version} {...(tab === "all" ? {} : { status: tab })} />
      )}
    </>
  );
}

function Refusals({ journeyId }: { journeyId: string }) {
  const refusals = useRefusals(journeyId, true);
  const times = useTimes();
  if (refusals.isPending) return <SkeletonRows rows={4} className="px-4" />;
  if (refusals.error) return <ErrorLine error={refusals.error} onRetry={() => void refusals.refetch()} />;
  if (refusals.data.items.length === 0) return <p className="p-4 text-muted">Everybody who came was let in.</p>;
  return (
    <ul>
      {refusals.data.items.map((item) => (
        <li key={item.id} className="border-b border-line px-4 py-2.5">
          <div className="flex items-baseline gap-2">
            <a href={`/people/${item.person.id}`} className="min-w-0 truncate font-medium hover:underline">
              {whoWords(item.person)}
            </a>
            <time className="ml-auto shrink-0 text-12 text-subtle">{shortWhen(times.when(item.at))}</time>
          </div>
          <p className="text-12 text-muted">{humane(item.reasonText, times.inline)}</p>
          <Readings detail={item.detail} />
        </li>
      ))}
    </ul>
  );
}

function Readings({ detail }: { detail: Record<string, unknown> }) {
  const readings = Array.isArray(detail.readings)
    ? (detail.readings as { what: string; value?: unknown; rule: string; held: boolean }[]).filter((one) => !one.held)
    : [];
  if (readings.length === 0) return null;
  return (
    <p className="mt-0.5 text-12 text-subtle">
      {readings
        .map(
          (one) =>
            `${one.what} ${one.value === undefined || one.value === null ? "is not known" : `was ${JSON.stringify(one.value)}`}, ${one.rule}`,
        )
        .join("; ")}
    </p>
  );
}
