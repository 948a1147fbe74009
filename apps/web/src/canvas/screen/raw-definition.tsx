"use client";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import type { JourneyBody, SavedDraft } from "@/canvas/api/types.ts";
import { readDraft } from "@/canvas/model/document.ts";
import { Button } from "@/components/ui/button.tsx";
import { Textarea } from "@/components/ui/input.tsx";
import { ApiError, api } from "@/lib/api-client.ts";

/** A draft that cannot be drawn: what is wrong in a sentence, and the text itself to mend. Never a white page, nothing lost. */
export function RawDefinition({ journey, message, mayEdit }: { journey: JourneyBody; message: string; mayEdit: boolean }) {
  const client = useQueryClient();
  const [text, setText] = useState(() => JSON.stringify(journey.draft.definition, null, 2));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setProblem(undefined);
    let definition: unknown;
    try {
      definition = JSON.parse(text);
    } catch (error) {
      setProblem(`This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`);
      return;
    }
    const read = readDraft(definition);
    if (!read.ok) {
      setProblem(read.message);
      return;
    }
    setBusy(true);
    try {
      await api.put<SavedDraft>(`/journeys/${journey.id}/draft`, {
        revision: journey.draft.revision,
        definition,
        layout: journey.draft.layout,
      });
      await client.invalidateQueries({ queryKey: ["journey", journey.id] });
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "It could not be saved. Your text is still here; try again.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="mx-auto flex h-dvh w-full max-w-220 flex-col gap-4 px-6 py-8">
      <nav className="text-14 text-muted">
        <Link href="/journeys" className="hover:text-fg">
          Journeys
        </Link>
        <span className="mx-2 text-control">/</span>
        <span className="font-semibold text-fg">{journey.name}</span>
      </nav>
      <div>
        <h1 className="text-20 font-semibold">This draft cannot be drawn</h1>
        <p className="mt-1 text-muted">
          {message} Mend it here and it opens on the canvas.{" "}
          {journey.live ? `Version ${journey.live.number} is live and not touched by this.` : "Nothing of it is live."}
        </p>
      </div>
      <Textarea
        aria-label="The draft as JSON"
        aria-invalid={problem !== undefined}
        spellCheck={false}
        className="min-h-0 flex-1 resize-none font-mono text-12"
        value={text}
        disabled={!mayEdit}
        onChange={(event) => setText(event.target.value)}
      />
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={() => void navigator.clipboard.writeText(text)}>Copy the text</Button>
        <Button variant="primary" busy={busy} disabled={!mayEdit} onClick={() => void save()}>
          Save and open
        </Button>
      </div>
    </main>
  );
}
