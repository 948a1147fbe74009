"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { JourneyBody, SavedDraft } from "@/canvas/api/types.ts";
import type { Editor } from "@/canvas/editor/editor.ts";
import { type CanvasDocument, readDraft, readLayout, writeLayout } from "@/canvas/model/document.ts";
import { Autosave, type Backup, readBackup, type SaveAnswer, type Stored } from "@/canvas/save/autosave.ts";
import { ApiError, api } from "@/lib/api-client.ts";

const backupKey = (id: string) => `journeyman.draft.${id}`;

/** The server's draft as a document. Undefined when it cannot be drawn. */
export function storedDraft(journey: JourneyBody): Stored | undefined {
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
  settle(document: CanvasDocument, theirs: Stored): void;
};

/** Saves the editor's document behind its back, keeps it in this browser until then, and brings back what an earlier visit left unsaved. */
export function useAutosave(editor: Editor, journeyId: string, stored: Stored): Saving {
  const [saving] = useState(() => new Autosave(stored, portsFor(editor, journeyId)));
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      bringBack(editor, saving, journeyId, stored);
    }
    if (!editor.mayEdit) return;
    let last = editor.state.document;
    const unsubscribe = editor.store.subscribe((state) => {
      if (state.document === last) return;
      last = state.document;
      saving.change(state.document);
    });
    const leave = () => {
      if (saving.dirty) lastWord(journeyId, saving.currentRevision, editor.state.document);
    };
    const online = () => void saving.flush();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    return () => {
      unsubscribe();
      void saving.flush();
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
    };
  }, [editor, saving, journeyId, stored]);
  return useMemo(
    () => ({
      flush: () => saving.flush(),
      revision: () => saving.currentRevision,
      settle: (document, theirs) => saving.settle(document, theirs),
    }),
    [saving],
  );
}

function bringBack(editor: Editor, saving: Autosave, journeyId: string, stored: Stored): void {
  const found = readBackup(readKept(journeyId), stored);
  if (found.kind === "bring-back") {
    editor.replace(found.document);
    saving.change(found.document);
    editor.tell("Your last changes had not been saved; they are back.", false);
  } else if (found.kind === "conflict") {
    editor.replace(found.conflict.mine);
    saving.conflicted(found.conflict, found.revision);
  }
}

function readKept(journeyId: string): Backup | undefined {
  try {
    const text = localStorage.getItem(backupKey(journeyId));
    const backup = text === null ? undefined : (JSON.parse(text) as Backup);
    return backup && readDraft(backup.document?.definition).ok && readDraft(backup.base?.definition).ok ? backup : undefined;
  } catch {
    return undefined;
  }
}

function portsFor(editor: Editor, journeyId: string) {
  return {
    put: (revision: number, document: CanvasDocument) => put(journeyId, revision, document),
    keep(backup: Backup | undefined) {
      try {
        if (backup) localStorage.setItem(backupKey(journeyId), JSON.stringify(backup));
        else localStorage.removeItem(backupKey(journeyId));
      } catch {
        // A full storage: the server's copy is then the only one, as it is in most editors.
      }
    },
    show: (save: Editor["state"]["save"]) => editor.set({ save }),
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

async function put(journeyId: string, revision: number, { definition, layout }: CanvasDocument): Promise<SaveAnswer> {
  try {
    const saved = await api.put<SavedDraft>(`/journeys/${journeyId}/draft`, { revision, definition, layout: writeLayout(layout) });
    return { ok: true, revision: saved.revision, at: saved.updatedAt };
  } catch (error) {
    if (error instanceof ApiError && error.code === "stale_revision") return await theirs(journeyId, error);
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429)
      return { ok: false, why: "refused", message: error.message };
    return { ok: false, why: "offline", message: error instanceof Error ? error.message : "The server could not be reached." };
  }
}

async function theirs(journeyId: string, refusal: ApiError): Promise<SaveAnswer> {
  try {
    const stored = storedDraft(await api.get<JourneyBody>(`/journeys/${journeyId}`));
    return stored ? { ok: false, why: "stale", theirs: stored } : { ok: false, why: "refused", message: refusal.message };
  } catch {
    return { ok: false, why: "offline", message: "The server could not be reached." };
  }
}

/** The tab is going away: one last request that outlives it. The browser's copy stays until a later visit sees that it arrived. */
function lastWord(journeyId: string, revision: number, { definition, layout }: CanvasDocument): void {
  const body = JSON.stringify({ revision, definition, layout: writeLayout(layout) });
  if (body.length > 60_000) return;
  void fetch(`/api/v1/journeys/${journeyId}/draft`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body,
    keepalive: true,
    credentials: "same-origin",
  }).catch(() => {});
}
