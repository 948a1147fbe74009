"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Clock3, LogOut, RotateCw, SquareArrowOutUpRight, X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { RunBody } from "@/canvas/api/types.ts";
import { PanelHead } from "@/canvas/inspector/step-panel.tsx";
import { inWords, shortWhen, spanWords, whoWords } from "@/canvas/live/words.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import { sentenceOfStop, triggerWords, valueText } from "@/canvas/trace/dress-trace.ts";
import { MessageBox } from "@/canvas/trace/message-box.tsx";
import { type Stop, stopsOf } from "@/canvas/trace/path.ts";
import { Rules } from "@/canvas/trace/rules.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = {
  run: RunBody;
  scene: Scene;
  portLabel: (node: string, port: string) => string;
  onStep: (node: string) => void;
  onClose: () => void;
};

/** One person's way, gate by gate: what was asked, what it read, what followed; and what would mend it. */
export function TracePanel({ run, scene, portLabel, onStep, onClose }: Props) {
  const stops = stopsOf(run);
  const times = useTimes(5_000);
  return (
    <>
      <PanelHead
        tile={<Avatar name={whoWords(run.person)} className="size-9 text-13" />}
        title={whoWords(run.person)}
        under={[run.person.name ? run.person.hint : null, `version ${run.version}, since ${shortWhen(times.when(run.enteredAt))}`]
          .filter(Boolean)
          .join(" · ")}
        tools={
          <Link href={`/people/${run.person.id}`} aria-label="Open the person">
            <IconButton label="Open the person" size="compact" tooltip={false} tabIndex={-1}>
              <SquareArrowOutUpRight aria-hidden />
            </IconButton>
          </Link>
        }
        onClose={onClose}
      />
      <div className="flex items-center gap-2 px-4 pb-3">
        <RunState run={run} />
      </div>
      <ol className="min-h-0 flex-1 overflow-y-auto border-t border-line px-4 pt-4">
        <Item title="Entered" time={times.seconds(run.enteredAt)}>
          <p className="text-muted">{run.trigger ? [run.trigger.name, triggerWords(run)].filter(Boolean).join(": ") : "by a call"}</p>
        </Item>
        {stops.map((stop) => (
          <StopItem
            key={`${stop.node}:${stop.visit}`}
            stop={stop}
            run={run}
            title={scene.cards.get(stop.node)?.title ?? stop.node}
            portLabel={portLabel}
            onStep={onStep}
          />
        ))}
        {run.conversions.map((conversion) => (
          <Item key={conversion.eventId} title="Reached the goal" time={shortWhen(times.when(conversion.at))}>
            {conversion.value ? (
              <p className="text-muted">
                worth {Number(conversion.value).toFixed(2)} {conversion.currency}
              </p>
            ) : null}
          </Item>
        ))}
        {run.status === "ended" ? (
          <Item
            title={`Ended${run.exitReasonText ? `: ${run.exitReasonText}` : ""}`}
            time={run.endedAt ? shortWhen(times.when(run.endedAt)) : ""}
            last
          />
        ) : run.wakeAt ? (
          <Item next title={`Next due ${shortWhen(times.when(run.wakeAt))}`} time={inWords(run.wakeAt, times.now)} last />
        ) : null}
      </ol>
      <TraceFoot run={run} />
    </>
  );
}

function RunState({ run }: { run: RunBody }) {
  if (run.status === "stuck") return <Badge tone="bad">Stuck</Badge>;
  if (run.status === "paused") return <Badge tone="warn">Held by the pause</Badge>;
  if (run.status === "ended") return <Badge tone="neutral">Ended</Badge>;
  return <Badge tone="live">Inside</Badge>;
}

type ItemProps = { title: ReactNode; time: string; children?: ReactNode; tone?: "done" | "warn" | "bad"; next?: boolean; last?: boolean };

function Item({ title, time, children, tone = "done", next, last }: ItemProps) {
  return (
    <li
      className={classes(
        "relative pb-4 pl-7",
        !last && "before:absolute before:top-5 before:-bottom-1 before:left-[7.25px] before:w-[1.5px] before:bg-line",
      )}
    >
      <span
        aria-hidden
        className={classes(
          "absolute top-0.5 left-0 grid size-4 place-items-center rounded-full border-[1.5px] bg-surface",
          next
            ? "border-dashed border-control text-muted"
            : tone === "done"
              ? "border-accent dark:border-ring"
              : tone === "warn"
                ? "border-warn bg-warn-tint text-warn"
                : "border-bad bg-bad-tint text-bad",
        )}
      >
        {next ? (
          <Clock3 className="size-2.5" />
        ) : tone === "done" ? (
          <span className="size-1.5 rounded-full bg-accent dark:bg-ring" />
        ) : (
          <X className="size-2.5" />
        )}
      </span>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 font-semibold">{title}</span>
        <time className="ml-auto shrink-0 text-12 whitespace-nowrap text-subtle">{time}</time>
      </div>
      {children}
    </li>
  );
}

function StopItem({
  stop,
  run,
  title,
  portLabel,
  onStep,
}: {
  stop: Stop;
  run: RunBody;
  title: string;
  portLabel: Props["portLabel"];
  onStep: (node: string) => void;
}) {
  const times = useTimes(60_000);
  const stayed = stop.went === undefined ? undefined : Date.parse(stop.went) - Date.parse(stop.came);
  const time =
    stop.went === undefined
      ? `since ${times.seconds(stop.came)}`
      : times.time(stop.came) !== times.time(stop.went)
        ? `${times.time(stop.came)} – ${times.time(stop.went)}`
        : times.seconds(stop.came);
  const way = stop.port === undefined ? "" : ` → ${portLabel(stop.node, stop.port)}`;
  const sentence = stop.message ? "" : stop.readings.length > 0 ? "" : sentenceOfStop(stop, times.inline);
  const stuck = run.stuck?.node === stop.node && stop.went === undefined ? run.stuck : undefined;
  return (
    <Item
      tone={stuck ? "bad" : stop.trouble === "none" ? "done" : stop.trouble}
      time={time}
      title={
        <button type="button" className="rounded-chip text-left hover:underline" onClick={() => onStep(stop.node)}>
          {title}
          {way}
        </button>
      }
    >
      {sentence ? (
        <p className="text-muted">
          {sentence}
          {stayed !== undefined && stayed > 2_000 ? `, after ${spanWords(stayed)}` : ""}
        </p>
      ) : null}
      {stuck ? <p className="text-bad">{stuck.message}</p> : null}
      {stop.readings.length > 0 ? (
        <Rules rows={stop.readings.map((one) => ({ name: one.what, value: valueText(one.value), rule: one.rule, held: one.held }))} />
      ) : null}
      {stop.message ? <MessageBox message={stop.message} run={run} /> : null}
    </Item>
  );
}

function TraceFoot({ run }: { run: RunBody }) {
  const may = useMay("run.manage");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const settled = () => client.invalidateQueries({ queryKey: ["run", run.id] });
  const retry = useMutation({
    mutationFn: () => api.post(`/runs/${run.id}/retry`),
    onSuccess: () => toast({ title: "Tried again" }),
    onError: toastError,
    onSettled: settled,
  });
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 border-t border-line px-2">
      {run.status === "stuck" && may ? (
        <Button variant="quiet" size="compact" busy={retry.isPending} onClick={() => retry.mutate()}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      ) : null}
      {run.status !== "ended" && may ? (
        <Button variant="quiet" size="compact" onClick={() => setAsking(true)}>
          <LogOut aria-hidden />
          Take out
        </Button>
      ) : null}
      <span className="flex-1" />
      <CopyId id={run.id} short label="Copy the run's id" />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Take ${whoWords(run.person)} out of ${run.journey.name}?`}
        confirm="Take out"
        danger
        onConfirm={async () => {
          await api.post(`/runs/${run.id}/cancel`);
          await settled();
          toast({ title: `${whoWords(run.person)} is taken out` });
        }}
      >
        <p className="flex gap-2">
          <Ban aria-hidden className="mt-0.5 size-4 shrink-0" />
          The run ends where it stands, and messages not yet sent are cancelled. It cannot be put back; they may enter again by the
          journey's own rule.
        </p>
      </Confirm>
    </div>
  );
}
