import { ApiError, api } from "../api-client.ts";
import type { SaveAnswer, Stored } from "./autosave.ts";

/** Where a draft lives in the API. */
export type RemoteDraft<D, S extends Saved = Saved> = {
  path: string;
  body(revision: number, document: D): unknown;
  /** The draft as the server has it now; undefined when it cannot be shown. */
  read(): Promise<Stored<D> | undefined>;
  /** Whatever else the answer to a save says. */
  heard?(saved: S): void;
};

export type Saved = { revision: number; updatedAt: string };

/** Writes the draft, and says in the words of the saving what became of it. */
export async function putDraft<D, S extends Saved>(remote: RemoteDraft<D, S>, revision: number, document: D): Promise<SaveAnswer<D>> {
  try {
    const saved = await api.put<S>(remote.path, remote.body(revision, document));
    remote.heard?.(saved);
    return { ok: true, revision: saved.revision, at: saved.updatedAt };
  } catch (error) {
    if (error instanceof ApiError && error.code === "stale_revision") return await theirs(remote, error);
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429)
      return { ok: false, why: "refused", message: error.message };
    return { ok: false, why: "offline", message: error instanceof Error ? error.message : unreachable };
  }
}

const unreachable = "The server could not be reached.";

async function theirs<D, S extends Saved>(remote: RemoteDraft<D, S>, refusal: ApiError): Promise<SaveAnswer<D>> {
  try {
    const stored = await remote.read();
    return stored ? { ok: false, why: "stale", theirs: stored } : { ok: false, why: "refused", message: refusal.message };
  } catch {
    return { ok: false, why: "offline", message: unreachable };
  }
}

/** The tab is going away: one last request that outlives it. The browser's copy stays until a later visit sees that it arrived. */
export function lastWord<D, S extends Saved>(remote: RemoteDraft<D, S>, revision: number, document: D): void {
  const body = JSON.stringify(remote.body(revision, document));
  if (body.length > 60_000) return;
  void fetch(`/api/v1${remote.path}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body,
    keepalive: true,
    credentials: "same-origin",
  }).catch(() => {});
}
