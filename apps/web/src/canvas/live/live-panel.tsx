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

/** A step while people are on it: three figures, where they went, who stands here. */
export function LivePanel({ journeyId, card, sentence, graph, counts, version, onClose }: Props) {
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
        <Stats figures={card.figures ?? []} />
        {card.id === ENTRY_ID ? (
          <DoorTabs journeyId={journeyId} version={version} counts={counts} />
        ) : (
          <>
            {ports.length > 0 && total > 0 ? (
              <Section title="Went on by">
                <ul className="flex flex-col gap-2">
                  {ports
                    .filter((port) => (step?.ports[port.name] ?? 0) > 0 || port.follows === undefined)
                    .map((port) => {
                      const n = step?.ports[port.name] ?? 0;
                      return (
                        <li key={port.name} className="grid grid-cols-[1fr_auto_56px] items-baseline gap-2">
                          <span className="truncate">{port.label}</span>
                          <b className="font-semibold">{count(n)}</b>
                          <span className="text-right text-muted">{percent(n, total)}</span>
                          <span className="col-span-3 h-1 overflow-hidden rounded-full bg-hover">
                            <span
                              className="block h-full rounded-full bg-accent transition-[width] duration-240"
                              style={{ width: `${(100 * n) / total}%` }}
                            />
                          </span>
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
                <h3 className="border-t border-line px-4 pt-4 pb-1 font-semibold">Waiting here</h3>
                <StandingList journeyId={journeyId} node={card.id} version={version} />
              </>
            )}
          </>
        )}
      </div>
    </>
  );
}

function Stats({ figures }: { figures: NonNullable<SceneCard["figures"]> }) {
  return (
    <dl className="grid grid-cols-3 border-y border-line">
      {figures.slice(0, 3).map((figure, index) => (
        <div key={figure.word} className={index > 0 ? "border-l border-line px-4 py-3" : "px-4 py-3"}>
          <dt className="text-12 text-muted first-letter:uppercase">{figure.word}</dt>
          <dd className="text-20 font-semibold">{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}

type DoorTab = "inside" | "stuck" | "ended" | "refused";

/** At the entry: everybody inside, those who ended, and who came to the door and was not let in. */
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
          { value: "inside", label: "Latest", count: counts === undefined ? undefined : count(counts.inside) },
          ...(counts && counts.stuck > 0 ? [{ value: "stuck" as const, label: "Stuck", count: count(counts.stuck) }] : []),
          { value: "ended", label: "Ended", count: counts === undefined ? undefined : count(counts.ended) },
          { value: "refused", label: "Not let in", count: count(refused) },
        ]}
      />
      {tab === "refused" ? (
        <Refusals journeyId={journeyId} />
      ) : (
        <StandingList journeyId={journeyId} node={undefined} version={version} {...(tab === "inside" ? {} : { status: tab })} />
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
