"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useJourneyAction } from "@/canvas/api/hooks.ts";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { Confirm } from "@/components/ui/dialog.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import { count } from "@/lib/format.ts";

export type Move = "pause" | "resume" | "stop" | "archive" | "unarchive";

export type JourneyActions = { ask: (move: Move) => void; duplicate: () => void; dialog: ReactNode };

type Subject = Pick<JourneyBody, "id" | "name" | "status">;

const people = (n: number) => (n === 1 ? "1 person" : `${count(n)} people`);

/** Pause, resume, stop, archive: each says what happens to the people inside before it is done. */
export function useJourneyActions(journey: Subject, inside: number | undefined): JourneyActions {
  const [move, setMove] = useState<Move>();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const router = useRouter();
  const act = useJourneyAction(journey.id, (input: Move) => api.post<{ people: number } | undefined>(`/journeys/${journey.id}/${input}`));
  const copy = useJourneyAction(journey.id, () => api.post<{ id: string }>(`/journeys/${journey.id}/duplicate`));
  const words = move ? sentences(move, journey.name, inside) : undefined;
  return {
    ask: (next) => {
      setMove(next);
      setOpen(true);
    },
    duplicate: () => copy.mutate(undefined, { onSuccess: ({ id }) => router.push(`/journeys/${id}`), onError: toastError }),
    dialog: words ? (
      <Confirm
        open={open}
        onOpenChange={setOpen}
        title={words.title}
        confirm={words.confirm}
        danger={move === "stop"}
        onConfirm={async () => {
          const done = await act.mutateAsync(move as Move);
          client.setQueryData<JourneyBody>(["journey", journey.id], (before) =>
            before ? { ...before, ...after(move as Move, before) } : before,
          );
          toast({ title: told(move as Move, journey.name, done?.people ?? 0) });
        }}
      >
        <div className="flex flex-col gap-2">
          {words.body.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </Confirm>
    ) : null,
  };
}

function after(move: Move, before: JourneyBody): Partial<JourneyBody> {
  if (move === "archive") return { archivedAt: new Date().toISOString() };
  if (move === "unarchive") return { archivedAt: null };
  return { status: move === "pause" ? "paused" : move === "resume" ? "live" : before.status === "draft" ? "draft" : "stopped" };
}

function told(move: Move, name: string, count: number): string {
  switch (move) {
    case "pause":
      return `${name} is paused, ${people(count)} wait`;
    case "resume":
      return `${name} goes on, with ${people(count)} inside`;
    case "stop":
      return `${name} is stopped, ${people(count)} left it`;
    case "archive":
      return `${name} is archived`;
    case "unarchive":
      return `${name} is back`;
  }
}

function sentences(move: Move, name: string, inside: number | undefined): { title: string; confirm: string; body: string[] } {
  const who =
    inside === undefined
      ? "The people inside"
      : inside === 0
        ? "Nobody is inside now. Those who enter later"
        : `The ${people(inside)} inside`;
  switch (move) {
    case "pause":
      return {
        title: `Pause ${name}?`,
        confirm: "Pause",
        body: [
          `${who} stay where they are. Nothing is sent, nobody enters; who comes to the door is kept with the reason.`,
          "What they wait for is still seen: an order made meanwhile counts, and exits still end a run.",
        ],
      };
    case "resume":
      return {
        title: `Resume ${name}?`,
        confirm: "Resume",
        body: [
          `${who} go on from where they stand, at a steady rate.`,
          "Waits that ran out while it was paused end now. Messages are decided anew: consent, quiet hours and expiry as they are today, so nobody gets what has expired.",
        ],
      };
    case "stop":
      return {
        title: `Stop ${name} for everybody?`,
        confirm: "Stop it",
        body: [
          `${who} leave it now, counted as stopped, and do not come back by themselves. Messages not yet sent are cancelled.`,
          "This cannot be undone for them. Publishing makes the journey live again, for new people.",
        ],
      };
    case "archive":
      return {
        title: `Archive ${name}?`,
        confirm: "Archive",
        body: ["It leaves the list with its history. It can be brought back at any time."],
      };
    case "unarchive":
      return { title: `Bring ${name} back?`, confirm: "Bring back", body: ["It is in the list again, as it was."] };
  }
}
