"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useVersions } from "@/canvas/api/hooks.ts";
import type { JourneyBody, VersionItem } from "@/canvas/api/types.ts";
import { PanelHead } from "@/canvas/inspector/step-panel.tsx";
import { useDraftAhead } from "@/canvas/screen/use-draft-ahead.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { ErrorLine, SkeletonRows } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = {
  journey: JourneyBody;
  version: string | undefined;
  mayEdit: boolean;
  flush: () => Promise<boolean>;
  onVersion: (version: string | undefined) => void;
  onClose: () => void;
};

/** What was published and when; each can be looked at and made the draft again. */
export function VersionsPanel({ journey, version, mayEdit, flush, onVersion, onClose }: Props) {
  const versions = useVersions(journey.id);
  const client = useQueryClient();
  const times = useTimes();
  const ahead = useDraftAhead(journey);
  const [asking, setAsking] = useState<VersionItem>();
  const restore = useMutation({
    mutationFn: async (item: VersionItem) => {
      await flush();
      await api.post(`/journeys/${journey.id}/restore`, { version: item.id });
    },
    onSuccess: async (_, item) => {
      await client.invalidateQueries({ queryKey: ["journey", journey.id] });
      toast({ title: `The draft is version ${item.number} again. Nothing is live before you publish.` });
      onClose();
    },
  });
  return (
    <>
      <PanelHead title="Versions" under="Published, latest first" onClose={onClose} />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {versions.isPending ? <SkeletonRows rows={4} className="px-4" /> : null}
        {versions.error ? <ErrorLine error={versions.error} onRetry={() => void versions.refetch()} /> : null}
        <ul>
          <Row
            on={version === undefined}
            onPress={() => onVersion(undefined)}
            title="The draft"
            under={ahead ? "not live" : "the same as what is live"}
          />
          {versions.data?.items.map((item) => (
            <Row
              key={item.id}
              on={version === item.id}
              onPress={() => onVersion(item.id)}
              title={`Version ${item.number}`}
              under={[item.note, `${item.publishedBy?.name ?? "by a key"}, ${times.when(item.publishedAt)}`].filter(Boolean).join(" · ")}
              badge={item.live ? <Badge tone="live">Live</Badge> : null}
              {...(mayEdit && version === item.id ? { onRestore: () => setAsking(item) } : {})}
            />
          ))}
        </ul>
        {versions.data?.items.length === 0 ? <p className="p-4 text-muted">Nothing was published yet.</p> : null}
      </div>
      <Confirm
        open={asking !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={`Make the draft version ${asking?.number} again?`}
        confirm="Restore"
        onConfirm={async () => {
          if (asking) await restore.mutateAsync(asking);
        }}
      >
        <p>
          What the draft holds now is replaced;{" "}
          {ahead ? (
            <>
              copy its steps first if you want to keep them (<Keys keys="mod+a" /> <Keys keys="mod+c" />)
            </>
          ) : (
            "it holds nothing that is not live"
          )}
          . Nobody inside is touched, and nothing goes live before you publish.
        </p>
      </Confirm>
    </>
  );
}

function Row({
  on,
  onPress,
  title,
  under,
  badge,
  onRestore,
}: {
  on: boolean;
  onPress: () => void;
  title: string;
  under: string;
  badge?: React.ReactNode;
  onRestore?: () => void;
}) {
  return (
    <li className={classes("relative border-b border-line px-4 py-2.5", on ? "bg-accent-tint" : "hover:bg-hover")}>
      <button
        type="button"
        aria-pressed={on}
        className="flex w-full items-center gap-2 text-left font-medium after:absolute after:inset-0"
        onClick={onPress}
      >
        {title}
        {badge}
      </button>
      <p className="truncate text-12 text-muted">{under}</p>
      {onRestore ? (
        <Button size="compact" className="relative mt-2" onClick={onRestore}>
          <Undo2 aria-hidden />
          Make it the draft
        </Button>
      ) : null}
    </li>
  );
}
