"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Check, CircleAlert, RotateCcw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useJourneyAction } from "@/canvas/api/hooks.ts";
import type { Change, JourneyBody, ReviewBody } from "@/canvas/api/types.ts";
import { useEditor } from "@/canvas/editor/context.tsx";
import { nodeOfProblem } from "@/canvas/editor/problems.ts";
import { mend } from "@/canvas/model/commands/index.ts";
import { ChangeMark } from "@/canvas/view/card.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import { count } from "@/lib/format.ts";
import { useOnce } from "@/lib/use-once.ts";

type Props = {
  journey: JourneyBody;
  review: ReviewBody;
  /** What is drawn, as the server has it; undefined while it is being saved or looked at anew. */
  revision: number | undefined;
  /** The card's title; `otherwise` for a step that the draft no longer has. */
  titleOf: (node: string, otherwise?: string) => string;
  onDone: () => void;
  onStep: (node: string) => void;
};

/** What publishing would change, in plain sentences, and for whom; then the one button. */
export function ReviewPanel({ journey, review, revision, titleOf, onDone, onStep }: Props) {
  const [note, setNote] = useState("");
  const errors = review.problems.filter((problem) => problem.severity === "error");
  const warnings = review.problems.filter((problem) => problem.severity === "warning");
  const waiting = review.inside.reduce((sum, row) => sum + row.waiting, 0);
  const publish = usePublish(journey, onDone);
  const moved = revision !== undefined && review.revision !== revision;
  const nothing = !review.firstPublish && review.changes.length === 0;
  return (
    <>
      <div className="shrink-0 px-5 pt-4 pb-3">
        <h2 className="text-16 font-semibold">Publish version {review.nextNumber}</h2>
        <p className="text-muted">{summary(review, waiting)}</p>
      </div>
      {moved ? <Moved journeyId={journey.id} /> : null}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Part title={review.firstPublish ? "What it does" : "What changes"}>
          {nothing ? (
            <p className="pb-3 text-muted">Nothing: the draft is what is live.</p>
          ) : (
            <ul className="pb-2">
              {review.changes.map((change, index) => (
                <li key={index} className="flex items-start gap-2.5 py-1.5">
                  <span className="mt-0.5">
                    <ChangeMark mark={markOf(change)} />
                  </span>
                  <ChangeText change={change} titleOf={titleOf} onStep={onStep} />
                </li>
              ))}
            </ul>
          )}
        </Part>
        <Part title="Who it touches" aside={entering(review)}>
          <Inside review={review} titleOf={titleOf} />
        </Part>
        <Part
          title="Checks"
          aside={errors.length + warnings.length === 0 ? "all passed" : `${errors.length} to mend, ${warnings.length} to look at`}
        >
          <Checks review={review} titleOf={titleOf} onStep={onStep} />
        </Part>
        <Part title="Note" aside="optional">
          <Input
            aria-label="Note for this version"
            frameClassName="mb-4 w-full"
            placeholder="What this version is for"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Part>
      </div>
      <div data-page-foot className="flex h-16 shrink-0 items-center gap-2 border-t border-line px-5">
        {journey.live ? (
          <span className="flex min-w-0 items-center gap-2 text-muted">
            <RotateCcw aria-hidden className="size-4 shrink-0" />
            <span className="truncate">Back to v{journey.live.number} in one click, as a new version.</span>
          </span>
        ) : (
          <span className="truncate text-muted">Nothing is sent to anybody before you publish.</span>
        )}
        <span className="flex-1" />
        <Button
          variant="primary"
          busy={publish.busy}
          disabled={errors.length > 0 || nothing || moved || revision === undefined}
          title={errors.length > 0 ? "Mend what is marked first." : revision === undefined ? "What you changed is being saved." : undefined}
          onClick={() => revision !== undefined && publish.run({ revision, note })}
        >
          {journey.status === "paused" ? "Publish, stay paused" : "Publish"}
        </Button>
      </div>
    </>
  );
}

/** The server's draft is not the one that is drawn here, and what nobody looked at is not published. */
function Moved({ journeyId }: { journeyId: string }) {
  const client = useQueryClient();
  return (
    <div role="alert" className="flex shrink-0 items-center gap-3 border-t border-line bg-warn-tint px-5 py-3">
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1">Somebody changed the draft while you reviewed it. Look at it as it is now before you publish.</p>
      <Button size="compact" onClick={() => void client.invalidateQueries({ queryKey: ["journey", journeyId] })}>
        Show it as it is now
      </Button>
    </div>
  );
}

function usePublish(journey: JourneyBody, onDone: () => void) {
  const client = useQueryClient();
  const before = journey.live;
  const refresh = async () => {
    const fresh = await api.get<JourneyBody>(`/journeys/${journey.id}`);
    client.setQueryData<JourneyBody>(["journey", journey.id], (old) => (old ? { ...fresh, draft: old.draft } : fresh));
  };
  const action = useJourneyAction(journey.id, async (input: { revision: number; note: string }) => {
    const published = await api.post<{ version: string; number: number }>(`/journeys/${journey.id}/publish`, input);
    await refresh();
    return published;
  });
  const rollBack = async () => {
    if (!before) return;
    try {
      const { revision } = await api.post<{ revision: number }>(`/journeys/${journey.id}/restore`, { version: before.id });
      const { number } = await api.post<{ number: number }>(`/journeys/${journey.id}/publish`, {
        revision,
        note: `Back to version ${before.number}`,
      });
      await Promise.all([
        client.invalidateQueries({ queryKey: ["journey", journey.id] }),
        client.invalidateQueries({ queryKey: ["journey-versions", journey.id] }),
      ]);
      toast({ title: `Version ${number} is live, the same as version ${before.number}` });
    } catch (error) {
      toastError(error);
    }
  };
  const run = useOnce(async (input: { revision: number; note: string }) => {
    try {
      const { number } = await action.mutateAsync(input);
      toast({
        title: journey.status === "paused" ? `Version ${number} is published; the journey stays paused` : `Version ${number} is live`,
        ...(before ? { action: { label: `Back to v${before.number}`, run: () => void rollBack() } } : {}),
      });
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.code === "stale_revision")
        void client.invalidateQueries({ queryKey: ["journey-review", journey.id] });
      toastError(error);
    }
  });
  return { busy: action.isPending, run };
}

function Part({ title, aside, children }: { title: string; aside?: string | undefined; children: React.ReactNode }) {
  return (
    <section className="border-t border-line px-5 pt-3.5">
      <h3 className="mb-2 flex items-center justify-between gap-2 font-semibold">
        {title}
        {aside ? <span className="text-12 font-normal text-subtle">{aside}</span> : null}
      </h3>
      {children}
    </section>
  );
}

function markOf(change: Change): "added" | "changed" | "removed" {
  return change.kind === "added" || change.kind === "removed" ? change.kind : "changed";
}

/** The sentence; the step's title in it, if it begins with it, is the way to the step. */
function ChangeText({ change, titleOf, onStep }: { change: Change; titleOf: (node: string) => string; onStep: (node: string) => void }) {
  if (!change.node || change.kind === "removed") return <span>{change.text}</span>;
  const { node } = change;
  const title = titleOf(node);
  const at = change.text.indexOf(title);
  if (at < 0) return <span>{change.text}</span>;
  return (
    <span>
      {change.text.slice(0, at)}
      <button type="button" className="rounded-chip font-semibold hover:underline" onClick={() => onStep(node)}>
        {title}
      </button>
      {change.text.slice(at + title.length)}
    </span>
  );
}

function summary(review: ReviewBody, waiting: number): string {
  if (review.firstPublish) return "It goes live for everybody who comes to the door from then on.";
  if (waiting === 0) return "Nobody is inside now. New people get the new version.";
  return `${waiting === 1 ? "1 person is" : `${count(waiting)} people are`} inside. They stay on the version they entered; new people get the new one.`;
}

function entering(review: ReviewBody): string | undefined {
  return review.enteringADay > 0 ? `about ${count(review.enteringADay)} a day come to the door` : undefined;
}

function Inside({ review, titleOf }: Pick<Props, "review" | "titleOf">) {
  if (review.inside.length === 0)
    return (
      <p className="pb-3 text-muted">
        {review.enteringADay > 0
          ? "Nobody inside is touched."
          : "Nobody is inside, and the event that starts it was not seen in the last week."}
      </p>
    );
  return (
    <table className="mb-3 w-full border-collapse text-left">
      <thead>
        <tr className="text-12 text-subtle [&>th]:h-8 [&>th]:border-b [&>th]:border-line [&>th]:pr-3 [&>th]:font-medium">
          <th>Step</th>
          <th className="text-right">Waiting now</th>
          <th className="w-1/2 pl-4">What happens to them</th>
        </tr>
      </thead>
      <tbody>
        {review.inside.map((row, index) => (
          <tr key={index} className="[&>td]:border-b [&>td]:border-line [&>td]:py-2 [&>td]:pr-3">
            <td className="font-medium">{titleOf(row.node, row.title)}</td>
            <td className="text-right">{count(row.waiting)}</td>
            <td className="pl-4 text-muted first-letter:uppercase">{row.fate}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Checks({ review, titleOf, onStep }: { review: ReviewBody; titleOf: (node: string) => string; onStep: (node: string) => void }) {
  const editor = useEditor();
  if (review.problems.length === 0) {
    return (
      <ul className="grid grid-cols-2 gap-x-5 gap-y-1.5 pb-4">
        {[
          "Every step can be reached",
          "Every way leads somewhere or ends",
          "Messages and topics are there",
          "Conditions can be asked",
          "No circle without a wait",
          "Channels have a provider",
        ].map((line) => (
          <li key={line} className="flex items-center gap-2">
            <Check aria-hidden className="size-3.5 text-ok" />
            {line}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className="pb-3">
      {review.problems.map((problem, index) => (
        <li key={index} className="flex items-start gap-2 py-1.5">
          {problem.severity === "error" ? (
            <CircleAlert aria-label="Must be mended" className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <TriangleAlert aria-label="Worth a look" className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <span className="min-w-0 flex-1">
            <button type="button" className="rounded-chip font-medium hover:underline" onClick={() => onStep(nodeOfProblem(problem))}>
              {problem.node ? titleOf(problem.node) : "The journey"}
            </button>
            <span className="text-muted">: {problem.message}</span>
          </span>
          {problem.mend && editor.mayEdit ? (
            <Button size="compact" onClick={() => problem.mend && editor.run(mend(problem.mend.label, problem.mend.edits, problem.node))}>
              {problem.mend.label}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
