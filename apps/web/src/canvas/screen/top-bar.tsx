"use client";
import { ArrowLeft, CopyPlus, Ellipsis, History, Move, Pause, Play, Settings2, TriangleAlert, Workflow } from "lucide-react";
import Link from "next/link";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { View } from "@/canvas/editor/use-view.ts";
import { changePart } from "@/canvas/model/commands/index.ts";
import { JourneyMoveItems } from "@/canvas/screen/journey-move-items.tsx";
import { ModeSwitch } from "@/canvas/screen/mode-switch.tsx";
import { SaveNote } from "@/canvas/screen/save-note.tsx";
import type { JourneyActions } from "@/canvas/screen/use-journey-actions.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";

type Props = {
  journey: JourneyBody;
  view: View;
  note: string | undefined;
  commands: EditorCommands;
  actions: JourneyActions;
  ahead: boolean;
  narrow: boolean;
};

/** Where I am, what is live, whether my work is safe, what is wrong, and the way to publish. */
export function TopBar({ journey, view, note, commands, actions, ahead, narrow }: Props) {
  const mayPublish = useMay("journey.publish");
  const reviewing = view.mode === "review";
  return (
    <header
      className={
        narrow
          ? "relative z-20 flex h-15 shrink-0 items-center gap-2 border-b border-line bg-surface px-2"
          : "relative z-20 flex h-12 shrink-0 items-center border-b border-line bg-surface pr-3"
      }
    >
      {narrow ? (
        <Link
          href="/journeys"
          aria-label="All journeys"
          className="grid size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-hover"
        >
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
      ) : (
        <>
          <Link
            href="/"
            aria-label="Journeyman, home"
            className="grid h-full w-12 shrink-0 place-items-center border-r border-line hover:bg-hover"
          >
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <circle cx="4" cy="4" r="2.5" fill="currentColor" />
              <circle cx="16" cy="16" r="2.5" fill="currentColor" />
              <path d="M4 6.5V7a3 3 0 0 0 3 3h6a3 3 0 0 1 3 3v.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
            </svg>
          </Link>
          <Link href="/journeys" className="ml-4 shrink-0 rounded-chip text-muted hover:text-fg">
            Journeys
          </Link>
          <span aria-hidden className="mx-2 text-control">
            /
          </span>
        </>
      )}
      <div className="flex min-w-0 flex-1 items-center gap-2.5 pr-3">
        <JourneyName narrow={narrow} />
        <StatusBadge journey={journey} />
        {narrow ? null : <SaveNote ahead={ahead} instead={note} onChoose={commands.edit} />}
      </div>
      {narrow ? null : (
        <ModeSwitch
          className="absolute left-1/2 hidden -translate-x-1/2 min-[1240px]:inline-flex"
          journey={journey}
          mode={view.mode}
          commands={commands}
        />
      )}
      <div className="flex shrink-0 items-center gap-2">
        <ModeSwitch
          className={narrow ? "max-sm:hidden" : "min-[1240px]:hidden"}
          size={narrow ? "touch" : "compact"}
          journey={journey}
          mode={view.mode}
          commands={commands}
        />
        {reviewing ? (
          <Button variant="quiet" onClick={commands.edit}>
            Back to editing
            <Keys keys="escape" />
          </Button>
        ) : (
          <>
            {narrow || view.mode === "live" ? null : <ProblemsButton commands={commands} />}
            {view.mode === "live" && !narrow ? <StateButton journey={journey} actions={actions} /> : null}
            <JourneyMenu journey={journey} commands={commands} actions={actions} narrow={narrow} />
            <Button variant="primary" size={narrow ? "touch" : "normal"} disabled={!mayPublish} onClick={commands.review}>
              {narrow ? "Review" : "Review and publish"}
            </Button>
          </>
        )}
      </div>
    </header>
  );
}

function JourneyName({ narrow }: { narrow: boolean }) {
  const editor = useEditor();
  const name = useEditorState((state) => (typeof state.document.definition.name === "string" ? state.document.definition.name : ""));
  return (
    <span className={narrow ? "inline-grid min-w-0 text-16 font-semibold" : "inline-grid min-w-0 font-semibold"}>
      {/* The hidden twin makes the field as wide as its text. */}
      <span aria-hidden className="invisible col-start-1 row-start-1 h-6 truncate px-1.5 whitespace-pre">
        {name || "Name of the journey"}
      </span>
      <input
        id="jm-journey-name"
        size={1}
        aria-label="Name of the journey"
        className="col-start-1 row-start-1 h-6 w-full min-w-0 truncate rounded-chip bg-transparent px-1.5 outline-none hover:bg-hover focus:bg-surface focus:ring-2 focus:ring-ring"
        value={name}
        maxLength={120}
        placeholder="Name of the journey"
        disabled={!editor.mayEdit}
        onChange={(event) => editor.run(changePart(["name"], event.target.value, "Rename the journey", "name"))}
        onFocus={(event) => /^untitled/i.test(event.target.value) && event.target.select()}
        onBlur={() => editor.seal()}
        onKeyDown={(event) => (event.key === "Enter" || event.key === "Escape") && event.currentTarget.blur()}
      />
    </span>
  );
}

function StatusBadge({ journey }: { journey: JourneyBody }) {
  if (journey.archivedAt) return <Badge tone="neutral">Archived</Badge>;
  switch (journey.status) {
    case "live":
      return (
        <Badge tone="live">
          <span className="size-1.5 rounded-full bg-current" />
          Live v{journey.live?.number}
        </Badge>
      );
    case "paused":
      return (
        <Badge tone="warn">
          <Pause aria-hidden />
          Paused v{journey.live?.number}
        </Badge>
      );
    case "stopped":
      return <Badge tone="neutral">Stopped</Badge>;
    case "draft":
      return <Badge tone="neutral">Draft</Badge>;
  }
}

function ProblemsButton({ commands }: { commands: EditorCommands }) {
  const { errors, count } = useEditorState((state) => ({
    errors: state.problems.filter((problem) => problem.severity === "error").length,
    count: state.problems.length,
  }));
  if (count === 0) return null;
  return (
    <Button variant="quiet" onClick={commands.problems}>
      <TriangleAlert aria-hidden className={errors > 0 ? "text-bad" : "text-warn"} />
      <span className="text-fg">{count === 1 ? "1 problem" : `${count} problems`}</span>
    </Button>
  );
}

function StateButton({ journey, actions }: { journey: JourneyBody; actions: JourneyActions }) {
  const may = useMay("journey.pause");
  if (!may) return null;
  if (journey.status === "paused") {
    return (
      <Button onClick={() => actions.ask("resume")}>
        <Play aria-hidden />
        Resume
      </Button>
    );
  }
  if (journey.status !== "live") return null;
  return (
    <Button onClick={() => actions.ask("pause")}>
      <Pause aria-hidden />
      Pause
    </Button>
  );
}

function JourneyMenu({
  journey,
  commands,
  actions,
  narrow,
}: {
  journey: JourneyBody;
  commands: EditorCommands;
  actions: JourneyActions;
  narrow: boolean;
}) {
  const editor = useEditor();
  const free = useEditorState((state) => state.document.layout.free === true);
  const mayDuplicate = useMay("journey.edit");
  return (
    <Menu
      trigger={
        <IconButton label="More for this journey" tooltip={false} className={narrow ? "size-11" : undefined}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Settings2 aria-hidden />}
        onSelect={() => {
          commands.edit();
          editor.set({ panel: "journey", selection: { nodes: [] } });
        }}
      >
        Goal, exits, rules
      </MenuItem>
      <MenuItem icon={<History aria-hidden />} onSelect={commands.versions}>
        Versions
      </MenuItem>
      {narrow ? null : (
        <MenuItem icon={free ? <Workflow aria-hidden /> : <Move aria-hidden />} disabled={!editor.mayEdit} onSelect={commands.free}>
          {free ? "Arrange automatically" : "Place steps freely"}
        </MenuItem>
      )}
      <MenuItem icon={<CopyPlus aria-hidden />} disabled={!mayDuplicate} onSelect={actions.duplicate}>
        Duplicate the journey
      </MenuItem>
      <MenuSeparator />
      <JourneyMoveItems journey={journey} actions={actions} />
    </Menu>
  );
}
