"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { JourneyBody } from "@/canvas/api/types.ts";
import type { Editor } from "@/canvas/editor/editor.ts";
import { type CanvasDocument, readDraft, readLayout, writeLayout } from "@/canvas/model/document.ts";
import { useShell } from "@/components/shell/shell-context.tsx";
import { api } from "@/lib/api-client.ts";
import type { Autosave, Stored } from "@/lib/save/autosave.ts";
import { foundWork, type WorkKey } from "@/lib/save/kept-work.ts";
import type { RemoteDraft } from "@/lib/save/remote-draft.ts";
import { useSaving } from "@/lib/save/use-saving.ts";

/** The server's draft as a document. Undefined when it cannot be drawn. */
export function storedDraft(journey: JourneyBody): Stored<CanvasDocument> | undefined {
  const read = readDraft(journey.draft.definition);
  if (!read.ok) return undefined;
  return {
    document: { definition: read.definition, layout: readLayout(journey.draft.layout) },
    revision: journey.draft.revision,
    by: journey.draft.updatedBy?.name ?? null,
    at: journey.draft.updatedAt,
  };
}

export type Saving = {
  /** Saves now what is unsaved; true when the server has all of it. */
  flush(): Promise<boolean>;
  revision(): number;
  settle(document: CanvasDocument, theirs: Stored<CanvasDocument>): void;
};

/** Saves the editor's document behind its back, keeps it in this browser until then, and brings back what an earlier visit left unsaved. */
export function useAutosave(editor: Editor, journeyId: string, stored: Stored<CanvasDocument>): Saving {
  const user = useShell().user.id;
  const [key] = useState<WorkKey>({ user, kind: "journey", id: journeyId });
  const saving = useSaving(key, stored, remoteDraft(journeyId), (save) => editor.set({ save }));
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      bringBack(editor, saving, key, stored);
    }
    if (!editor.mayEdit) return;
    let last = editor.state.document;
    return editor.store.subscribe((state) => {
      if (state.document === last) return;
      last = state.document;
      saving.change(state.document);
    });
  }, [editor, saving, key, stored]);
  return useMemo(
    () => ({
      flush: () => saving.flush(),
      revision: () => saving.currentRevision,
      settle: (document, theirs) => saving.settle(document, theirs),
    }),
    [saving],
  );
}

function bringBack(editor: Editor, saving: Autosave<CanvasDocument>, key: WorkKey, stored: Stored<CanvasDocument>): void {
  const found = foundWork(key, drawable, stored);
  if (found.kind === "bring-back") {
    editor.replace(found.document);
    saving.change(found.document);
    editor.tell("Your last changes had not been saved; they are back.", false);
  } else if (found.kind === "conflict") {
    editor.replace(found.conflict.mine);
    saving.conflicted(found.conflict, found.revision);
  }
}

function drawable(value: unknown): CanvasDocument | undefined {
  const document = value as CanvasDocument | null | undefined;
  return document && readDraft(document.definition).ok ? document : undefined;
}

function remoteDraft(journeyId: string): RemoteDraft<CanvasDocument> {
  return {
    path: `/journeys/${journeyId}/draft`,
    body: (revision, { definition, layout }) => ({ revision, definition, layout: writeLayout(layout) }),
    read: async () => storedDraft(await api.get<JourneyBody>(`/journeys/${journeyId}`)),
  };
}
