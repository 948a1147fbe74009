"use client";
import { useEffect, useState } from "react";
import { Autosave, type SavePorts, type SaveState, type Stored } from "./autosave.ts";
import { keepWork, type WorkKey } from "./kept-work.ts";
import { lastWord, putDraft, type RemoteDraft, type Saved } from "./remote-draft.ts";

/** Saves a draft behind the editor's back, as long as the screen is there; the connection's return and the tab's end are heard. */
export function useSaving<D, S extends Saved>(
  key: WorkKey,
  stored: Stored<D>,
  remote: RemoteDraft<D, S>,
  show: (state: SaveState<D>) => void,
  join?: NonNullable<SavePorts<D>["join"]>,
): Autosave<D> {
  const [saving] = useState(
    () =>
      new Autosave<D>(stored, {
        put: (revision, document) => putDraft(remote, revision, document),
        keep: (backup) => keepWork(key, backup),
        show,
        ...(join ? { join } : {}),
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      }),
  );
  const [at] = useState(remote);
  useEffect(() => {
    saving.enter();
    const leave = () => {
      if (saving.dirty) lastWord(at, saving.currentRevision, saving.current);
    };
    const online = () => void saving.flush();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
      saving.leave();
    };
  }, [saving, at]);
  return saving;
}
