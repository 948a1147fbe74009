"use client";
import { type RunsFilter, useRuns } from "@/canvas/api/hooks.ts";
import { useEditor } from "@/canvas/editor/context.tsx";
import { useView } from "@/canvas/editor/use-view.ts";
import { inWords, shortWhen, whoWords } from "@/canvas/live/words.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorLine, SkeletonRows } from "@/components/ui/states.tsx";
import { useTimes } from "@/lib/use-now.ts";

/** Who stands at a step now and when each goes on at the latest, or who went on from it. A row opens the person's path. */
export function StandingList({ journeyId, ...filter }: { journeyId: string } & RunsFilter) {
  const { node, passed, status } = filter;
  const runs = useRuns(journeyId, filter, true);
  const { go } = useView();
  const editor = useEditor();
  const times = useTimes(5_000);
  if (runs.isPending) return <SkeletonRows rows={5} className="px-4" />;
  if (runs.error) return <ErrorLine error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="p-4 text-muted">{nobody(node, passed, status)}</p>;
  return (
    <>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="text-12 text-subtle [&>th]:h-8 [&>th]:border-b [&>th]:border-line [&>th]:px-2 [&>th]:font-medium [&>th:first-child]:pl-4 [&>th:last-child]:pr-4">
            <th>Person</th>
            <th className="text-right">{passed === undefined ? "Since" : "Entered"}</th>
            <th className="text-right">{node ? "Goes on" : "Now"}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((run) => {
            const at = run.standing.find((one) => one.node === node) ?? run.standing[0];
            const since = passed === undefined ? (at?.since ?? run.enteredAt) : run.enteredAt;
            return (
              <tr
                key={run.id}
                className="relative hover:bg-bg dark:hover:bg-hover [&>td]:h-9 [&>td]:border-b [&>td]:border-line [&>td]:px-2 [&>td:first-child]:pl-4 [&>td:last-child]:pr-4"
              >
                <td className="max-w-40 truncate font-medium">
                  <button
                    type="button"
                    className="max-w-full truncate after:absolute after:inset-0"
                    onClick={() => {
                      editor.set({ queue: items.map((one) => one.id) });
                      go({ mode: "live", run: run.id });
                    }}
                  >
                    {whoWords(run.person)}
                  </button>
                </td>
                <td className="text-right whitespace-nowrap text-muted">{shortWhen(times.when(since))}</td>
                <td className="text-right whitespace-nowrap">
                  {run.status === "stuck" ? (
                    <span className="text-bad">stuck</span>
                  ) : run.status === "paused" ? (
                    <span className="text-warn">held</span>
                  ) : run.status === "ended" ? (
                    <span className="text-muted">{run.exitReasonText ?? "ended"}</span>
                  ) : at?.until ? (
                    `${node ? "" : "goes on "}${inWords(at.until, times.now)}`
                  ) : (
                    "–"
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {runs.hasNextPage ? (
        <div className="p-3">
          <Button size="compact" busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

function nobody(node: string | undefined, passed: string | undefined, status: string | undefined): string {
  if (passed !== undefined) return "Nobody went on this way.";
  if (node !== undefined) return "Nobody stands here now.";
  if (status === "ended") return "Nobody has left yet.";
  return status === undefined ? "Nobody has come in yet." : "Nobody is inside now.";
}
