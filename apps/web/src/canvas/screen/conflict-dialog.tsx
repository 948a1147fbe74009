"use client";
import { TriangleAlert } from "lucide-react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { Mode } from "@/canvas/editor/use-view.ts";
import { type CanvasDocument, writeLayout } from "@/canvas/model/document.ts";
import { type Kit, namesFrom } from "@/canvas/model/kit.ts";
import { mergeDocuments } from "@/canvas/model/merge.ts";
import { type ToldPlace, tellConflict } from "@/canvas/save/conflict-words.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { counted } from "@/lib/format.ts";
import type { Conflict, Stored } from "@/lib/save/autosave.ts";
import { useTimes } from "@/lib/use-now.ts";

/** Somebody else saved this draft first. Says who and when and what; nothing goes over theirs and nothing of mine is lost. Asks only while the draft is edited; elsewhere the note beside the journey’s name says it. */
export function ConflictDialog({
  mode,
  onSettle,
}: {
  mode: Mode;
  onSettle: (document: CanvasDocument, theirs: Stored<CanvasDocument>) => void;
}) {
  const editor = useEditor();
  const { save, later } = useEditorState((state) => ({ save: state.save, later: state.conflictLater }));
  if (save.state !== "conflict") return null;
  const { conflict } = save;
  return (
    <Body
      key={conflict.theirs.revision}
      conflict={conflict}
      open={!later && mode === "edit"}
      onLater={() => editor.set({ conflictLater: true })}
      onSettle={onSettle}
    />
  );
}

function Body({
  conflict,
  open,
  onLater,
  onSettle,
}: {
  conflict: Conflict<CanvasDocument>;
  open: boolean;
  onLater: () => void;
  onSettle: (document: CanvasDocument, theirs: Stored<CanvasDocument>) => void;
}) {
  const editor = useEditor();
  const { kit, context } = useEditorState((state) => ({ kit: state.kit, context: state.context }));
  const times = useTimes();
  const mine = { ...conflict, mine: editor.state.document };
  const merge = (prefer: "mine" | "theirs") => mergeDocuments(mine.base, mine.mine, mine.theirs.document, prefer);
  const merged = merge("mine");
  const who = conflict.theirs.by ?? "Somebody else";
  const sides = { base: conflict.base, mine: mine.mine, theirs: conflict.theirs.document };
  const kitOf = ({ definition }: CanvasDocument): Kit => ({ ...kit, names: namesFrom(() => definition, kit.registry, context) });
  const places = tellConflict({ base: kitOf(sides.base), mine: kitOf(sides.mine), theirs: kitOf(sides.theirs) }, sides);
  const take = (document: CanvasDocument, told: string) => {
    editor.replace(document);
    onSettle(document, conflict.theirs);
    toast({ title: told });
  };
  const copy = async () => {
    const text = JSON.stringify({ definition: mine.mine.definition, layout: writeLayout(mine.mine.layout) }, null, 2);
    await navigator.clipboard.writeText(text);
    toast({ title: "Yours is on the clipboard; pasted on a canvas, its steps are back" });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onLater()}
      width={640}
      title={`${who} changed this draft while you did`}
      description={`Saved ${times.when(conflict.theirs.at)}. Yours is not saved over it: it is here and in this browser until you choose.`}
      actions={
        <>
          <Button variant="quiet" onClick={() => void copy()}>
            Copy mine
          </Button>
          <Button onClick={() => take(conflict.theirs.document, `You go on with what ${who} saved`)}>Take theirs</Button>
          {merged.clashes.length === 0 ? (
            <Button variant="primary" onClick={() => take(merged.document, "Both changes are in the draft")}>
              Put both together
            </Button>
          ) : (
            <>
              <Button onClick={() => take(merge("theirs").document, `Put together; ${who}'s where both changed`)}>
                Both, theirs where they meet
              </Button>
              <Button variant="primary" onClick={() => take(merged.document, "Put together; yours where both changed")}>
                Both, mine where they meet
              </Button>
            </>
          )}
        </>
      }
    >
      {places.length === 0 ? <p className="text-muted">Only where things stand on the canvas.</p> : <Places who={who} places={places} />}
      <p className="mt-4 text-muted">
        {merged.clashes.length === 0
          ? "The changes do not touch each other, so both can stay."
          : "What is marked you both changed, in different ways: choose whose stays there. Everything else of both is kept."}
      </p>
    </Dialog>
  );
}

const most = 12;

function Places({ who, places }: { who: string; places: readonly ToldPlace[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <thead>
        <tr className="text-12 text-subtle [&>th]:h-8 [&>th]:border-b [&>th]:border-line [&>th]:pr-3 [&>th]:font-medium">
          <th>Changed</th>
          <th className="truncate">{who}</th>
          <th>You</th>
        </tr>
      </thead>
      <tbody>
        {places.slice(0, most).map((place) => (
          <tr
            key={`${place.where} ${place.field}`}
            className="align-top [&>td]:border-b [&>td]:border-line [&>td]:py-2 [&>td]:pr-3 [&>td]:wrap-anywhere"
          >
            <td>
              <span className="font-medium">{place.where}</span>
              {place.field === undefined ? null : <span className="block text-12 text-muted">{place.field}</span>}
              {place.clash ? (
                <span className="mt-0.5 flex items-center gap-1 text-12 text-warn">
                  <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
                  Both changed it
                </span>
              ) : null}
            </td>
            <Side words={place.theirs} />
            <Side words={place.mine} />
          </tr>
        ))}
        {places.length > most ? (
          <tr>
            <td colSpan={3} className="py-2 text-muted">
              and {counted(places.length - most, "more place", "more places")}
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

function Side({ words }: { words: string | undefined }) {
  return words === undefined ? <td className="text-subtle">as it was</td> : <td className="font-medium">{words}</td>;
}
