"use client";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { CornerDownLeft } from "lucide-react";
import { useMemo, useState } from "react";
import type { ContextBody } from "@/canvas/api/types.ts";
import type { useCreateJourney } from "@/canvas/list/use-create-journey.ts";
import { readSentence } from "@/canvas/starters/sentence.ts";
import { StarterDrawing } from "@/canvas/starters/starter-drawing.tsx";
import { starters } from "@/canvas/starters/starters.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Textarea } from "@/components/ui/input.tsx";
import { count } from "@/lib/format.ts";

type Create = ReturnType<typeof useCreateJourney>;

/** Say what should happen: what is understood shows while it is typed. Return with nothing typed starts blank. */
export function SentenceBox({ context, create, autoFocus }: { context: ContextBody | undefined; create: Create; autoFocus?: boolean }) {
  const [text, setText] = useState("");
  const read = useMemo(() => (text.trim() === "" ? undefined : readSentence(text, canvasRegistry, context)), [text, context]);
  const blank = text.trim() === "";
  const draw = () => {
    if (create.isPending) return;
    if (blank) create.mutate({ name: "Untitled journey" });
    else if (read) create.mutate({ name: nameFor(read.words), definition: read.definition });
  };
  return (
    <div className="rounded-card border border-control bg-surface focus-within:border-transparent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring">
      <Textarea
        autoFocus={autoFocus}
        aria-label="Say what should happen"
        aria-describedby="jm-sentence-read"
        rows={2}
        className="resize-none border-0 bg-transparent px-4 pt-3 text-14 focus-visible:outline-none"
        placeholder="When someone adds a product to the cart and has not ordered within an hour, send the reminder"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          draw();
        }}
      />
      <div className="flex items-center gap-3 pr-3 pb-3 pl-4">
        <p id="jm-sentence-read" aria-live="polite" className="min-w-0 flex-1 text-12 text-muted">
          {blank
            ? "You get a draft to look at; nothing is sent until you publish."
            : read
              ? `${read.words.length === 1 ? "1 part" : `${read.words.length} parts`}: ${read.words.join(", ")}`
              : "Not understood yet. Begin with “When somebody …”."}
          {read && read.missed.length > 0 ? <span className="text-warn">. Not understood: {read.missed.join(", ")}</span> : null}
        </p>
        <Button variant="primary" size="compact" busy={create.isPending} disabled={!blank && !read} onClick={draw}>
          {blank ? "Start blank" : "Draw it"}
          <CornerDownLeft aria-hidden className="opacity-70" />
        </Button>
      </div>
    </div>
  );
}

function nameFor(words: readonly string[]): string {
  const [first = "Journey", ...rest] = words;
  const last = rest.at(-1);
  return last ? `${first}, then ${last}` : first;
}

/** Journeys to start from, as drawings of what one would get here. */
export function StarterCards({ context, create, compact }: { context: ContextBody | undefined; create: Create; compact?: boolean }) {
  const made = useMemo(() => starters.map((starter) => ({ starter, definition: starter.make(context) })), [context]);
  return (
    <div className={compact ? "grid grid-cols-1 gap-3 sm:grid-cols-3" : "grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3"}>
      {made.map(({ starter, definition }) => (
        <button
          key={starter.key}
          type="button"
          disabled={create.isPending}
          className="overflow-hidden rounded-card border border-line text-left hover:border-control focus-visible:outline-2"
          onClick={() => create.mutate({ name: starter.name, definition })}
        >
          <span className={compact ? "grid h-24 place-items-center bg-inset px-3" : "grid h-34 place-items-center bg-inset px-4"}>
            <StarterDrawing definition={definition} />
          </span>
          <span className="block border-t border-line px-4 py-3">
            <span className="block font-semibold">{starter.name}</span>
            <span className="mt-0.5 block min-h-8 text-12 text-muted">{starter.about}</span>
            {compact ? null : <span className="mt-2 block text-12 text-subtle">{starter.channels}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}

/** Begin with an event that really comes in. */
export function TriggerTiles({ context, create }: { context: ContextBody | undefined; create: Create }) {
  const events = (context?.events ?? []).slice(0, 6);
  if (events.length === 0) return <p className="text-muted">No event was seen yet. Connect your app from Home; its events appear here.</p>;
  return (
    <div className="grid grid-cols-1 overflow-hidden rounded-card border border-line sm:grid-cols-2 lg:grid-cols-3 [&>*]:border-line [&>*:not(:last-child)]:border-b sm:[&>*]:border-r">
      {events.map((event) => (
        <button
          key={event.name}
          type="button"
          disabled={create.isPending}
          className="flex items-center gap-3 px-4 py-3 text-left hover:bg-bg dark:hover:bg-hover"
          onClick={() => create.mutate({ name: `${event.name} journey`, definition: { entry: [{ event: event.name }], nodes: {} } })}
        >
          <StepTile family="entry" icon="zap" size={28} />
          <span className="min-w-0">
            <span className="block truncate font-semibold">{event.name}</span>
            <span className="block text-12 text-muted">{count(event.aDay)} a day</span>
          </span>
        </button>
      ))}
    </div>
  );
}
