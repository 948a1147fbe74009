"use client";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { Mode } from "@/canvas/editor/use-view.ts";
import { type CanvasDocument, writeLayout } from "@/canvas/model/document.ts";
import { titleOf } from "@/canvas/model/kit.ts";
import { changedSteps, mergeDocuments } from "@/canvas/model/merge.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { toast } from "@/components/ui/toast.tsx";
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
  const kit = useEditorState((state) => state.kit);
  const times = useTimes();
  const mine = { ...conflict, mine: editor.state.document };
  const merge = (prefer: "mine" | "theirs") => mergeDocuments(mine.base, mine.mine, mine.theirs.document, prefer);
  const merged = merge("mine");
  const clashing = [...new Set(merged.clashes.map((clash) => clash.node ?? "the journey itself"))];
  const name = (id: string) => {
    const node = conflict.theirs.document.definition.nodes[id] ?? mine.mine.definition.nodes[id];
    return node ? `“${titleOf(kit, node)}”` : id;
  };
  const theirs = changedSteps(conflict.base, conflict.theirs.document);
  const own = changedSteps(conflict.base, mine.mine);
  const who = conflict.theirs.by ?? "Somebody else";
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
      <div className="grid grid-cols-2 gap-4">
        <Changes title={who} ids={theirs.nodes} rest={theirs.rest} name={name} />
        <Changes title="You" ids={own.nodes} rest={own.rest} name={name} />
      </div>
      <p className="mt-4 text-muted">
        {merged.clashes.length === 0
          ? "The changes do not touch each other, so both can stay."
          : `Both changed ${clashing.map((one) => (one.startsWith("the ") ? one : name(one))).join(", ")} in different ways: choose whose stays there. Everything else of both is kept.`}
      </p>
    </Dialog>
  );
}

function Changes({ title, ids, rest, name }: { title: string; ids: readonly string[]; rest: boolean; name: (id: string) => string }) {
  const lines = [...ids.map(name), ...(rest ? ["Entry, goal or rules"] : [])];
  return (
    <div>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="text-muted">
        {lines.slice(0, 6).map((line) => (
          <li key={line} className="truncate">
            {line}
          </li>
        ))}
        {lines.length > 6 ? <li>and {lines.length - 6} more</li> : null}
        {lines.length === 0 ? <li>Only where things stand</li> : null}
      </ul>
    </div>
  );
}
