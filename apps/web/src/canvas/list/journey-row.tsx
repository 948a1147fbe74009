"use client";
import { CopyPlus, Ellipsis, Eye, Pencil, Zap } from "lucide-react";
import Link from "next/link";
import type { JourneyItem } from "@/canvas/api/types.ts";
import { ConversionFigures, ConversionScale } from "@/canvas/list/conversion.tsx";
import { JourneyMoveItems } from "@/canvas/screen/journey-move-items.tsx";
import { useJourneyActions } from "@/canvas/screen/use-journey-actions.tsx";
import { Sparkline } from "@/components/charts/sparkline.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { JourneyStatus } from "@/components/ui/status.tsx";
import { Td, Tr } from "@/components/ui/table.tsx";
import { count } from "@/lib/format.ts";

type Props = { item: JourneyItem; scale: { end: number; parts: number }; edited: string };

export function JourneyRow({ item, scale, edited }: Props) {
  const started = item.status !== "draft";
  return (
    <Tr interactive>
      <Td className="max-w-72 min-w-44">
        <span className="flex items-center gap-3">
          <Zap aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
          <Link
            href={`/journeys/${item.id}`}
            className="min-w-0 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
          >
            {item.name}
          </Link>
          {item.stuck > 0 ? <Badge tone="bad">{count(item.stuck)} stuck</Badge> : null}
        </span>
      </Td>
      <Td>
        <span className="flex items-center gap-2">
          <JourneyStatus status={item.archivedAt ? "archived" : item.status} />
          {started && item.draftIsAhead && !item.archivedAt ? <span className="text-12 text-subtle">draft ahead</span> : null}
        </span>
      </Td>
      <Td className="max-w-52 truncate text-muted">{item.trigger ?? "–"}</Td>
      <Td numeric>{started ? count(item.inside) : <span className="text-subtle">–</span>}</Td>
      <Td numeric>{started ? count(item.enteredToday) : <span className="text-subtle">–</span>}</Td>
      <Td>
        {item.entered14Days.some((n) => n > 0) ? (
          <Sparkline values={item.entered14Days} label={`Entered in the last 14 days: ${item.entered14Days.join(", ")}`} />
        ) : null}
      </Td>
      <Td numeric>
        <ConversionFigures share={item.converted30Days} />
      </Td>
      <Td className="hidden w-42 py-0 pl-4 min-[1320px]:table-cell">
        <ConversionScale share={item.converted30Days} scale={scale} />
      </Td>
      <Td className="text-muted">{edited}</Td>
      <Td className="w-9 pl-0">
        <RowMenu item={item} />
      </Td>
    </Tr>
  );
}

function RowMenu({ item }: { item: JourneyItem }) {
  const actions = useJourneyActions(item, item.inside);
  const mayEdit = useMay("journey.edit");
  return (
    <span className="relative z-1">
      <Menu
        trigger={
          <IconButton label={`What can be done with ${item.name}`} size="compact" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} href={`/journeys/${item.id}`}>
          Open the draft
        </MenuItem>
        {item.status !== "draft" ? (
          <MenuItem icon={<Eye aria-hidden />} href={`/journeys/${item.id}?mode=live&step=$entry`}>
            See the people inside
          </MenuItem>
        ) : null}
        <MenuItem icon={<CopyPlus aria-hidden />} disabled={!mayEdit} onSelect={actions.duplicate}>
          Duplicate
        </MenuItem>
        <MenuSeparator />
        <JourneyMoveItems journey={item} actions={actions} />
      </Menu>
      {actions.dialog}
    </span>
  );
}
