"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useJourneyAction } from "@/canvas/api/hooks.ts";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { type Move, moveSentences, told } from "@/canvas/screen/move-words.ts";
import { Confirm } from "@/components/ui/dialog.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";

export type JourneyActions = { ask: (move: Move) => void; duplicate: () => void; dialog: ReactNode };

type Subject = Pick<JourneyBody, "id" | "name" | "status">;

/** Pause, resume, stop, archive: each says what happens to the people inside before it is done. */
export function useJourneyActions(journey: Subject, inside: number | undefined): JourneyActions {
  const [move, setMove] = useState<Move>();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const router = useRouter();
  const act = useJourneyAction(journey.id, (input: Move) => api.post<{ people: number } | undefined>(`/journeys/${journey.id}/${input}`));
  const copy = useJourneyAction(journey.id, () => api.post<{ id: string }>(`/journeys/${journey.id}/duplicate`));
  const words = move ? moveSentences(move, journey.name, inside) : undefined;
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
