"use client";
import { Archive, OctagonX, Pause, Play, Undo2 } from "lucide-react";
import type { JourneyBody } from "@/canvas/api/types.ts";
import type { JourneyActions } from "@/canvas/screen/use-journey-actions.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { MenuItem } from "@/components/ui/menu.tsx";

type Props = { journey: Pick<JourneyBody, "status" | "archivedAt">; actions: JourneyActions };

/** In the menus of a journey: pause or resume, then stop while it runs, else archive or bring back. */
export function JourneyMoveItems({ journey, actions }: Props) {
  const mayEdit = useMay("journey.edit");
  const mayPause = useMay("journey.pause");
  return (
    <>
      {journey.status === "live" ? (
        <MenuItem icon={<Pause aria-hidden />} disabled={!mayPause} onSelect={() => actions.ask("pause")}>
          Pause…
        </MenuItem>
      ) : null}
      {journey.status === "paused" ? (
        <MenuItem icon={<Play aria-hidden />} disabled={!mayPause} onSelect={() => actions.ask("resume")}>
          Resume…
        </MenuItem>
      ) : null}
      {journey.status === "live" || journey.status === "paused" ? (
        <MenuItem icon={<OctagonX aria-hidden />} danger disabled={!mayPause} onSelect={() => actions.ask("stop")}>
          Stop for everybody…
        </MenuItem>
      ) : journey.archivedAt ? (
        <MenuItem icon={<Undo2 aria-hidden />} disabled={!mayEdit} onSelect={() => actions.ask("unarchive")}>
          Bring back…
        </MenuItem>
      ) : (
        <MenuItem icon={<Archive aria-hidden />} danger disabled={!mayEdit} onSelect={() => actions.ask("archive")}>
          Archive…
        </MenuItem>
      )}
    </>
  );
}
