"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, api } from "@/lib/api-client.ts";
import type { Template, TemplateContent, TemplateProblem } from "@/lib/api-types.ts";

export type SaveState =
  | { kind: "saved"; at: string }
  | { kind: "dirty" }
  | { kind: "saving" }
  | { kind: "failed"; message: string }
  | { kind: "conflict"; message: string; revision: number | undefined };

export type TemplateDraft = {
  name: string;
  content: TemplateContent;
  revision: number;
  problems: TemplateProblem[];
  save: SaveState;
  setName: (name: string) => void;
  setContent: (content: TemplateContent) => void;
  /** Saves what is pending and answers the revision, to publish exactly what is seen. */
  flush: () => Promise<number>;
  /** Takes over what the server has; what was typed here is given up. */
  takeTheirs: (template: Template) => void;
  /** Keeps what was typed here, over the other's revision; only after the person has seen that there is one. */
  keepMine: (revision: number) => void;
};

const pauseMs = 700;

type Saved = { revision: number; updatedAt: string; problems: TemplateProblem[] };

/** Autosave with a revision check: nothing is overwritten unseen, nothing typed is lost. One save at a time. */
export function useTemplateDraft(template: Template): TemplateDraft {
  const client = useQueryClient();
  const [name, setNameState] = useState(template.name);
  const [content, setContentState] = useState(template.draft);
  const [revision, setRevision] = useState(template.revision);
  const [problems, setProblems] = useState(template.problems);
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: template.updatedAt });
  const latest = useRef({ name, content, revision, edits: 0, saved: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<number>>(undefined);

  const run = useCallback(async (): Promise<number> => {
    clearTimeout(timer.current);
    if (running.current) await running.current.catch(() => undefined);
    const now = latest.current;
    if (now.edits === now.saved) return now.revision;
    const edits = now.edits;
    setSave({ kind: "saving" });
    const request = api.put<Saved>(`/templates/${template.id}`, {
      revision: now.revision,
      name: now.name.trim() === "" ? undefined : now.name,
      content: now.content,
    });
    running.current = request.then((saved) => saved.revision);
    // Whoever waits for it hears of a failure; nobody waiting is no fault.
    running.current.catch(() => undefined);
    try {
      const saved = await request;
      now.revision = saved.revision;
      now.saved = edits;
      setRevision(saved.revision);
      setProblems(saved.problems);
      setSave(now.edits === edits ? { kind: "saved", at: saved.updatedAt } : { kind: "dirty" });
      void client.invalidateQueries({ queryKey: ["templates"] });
      return saved.revision;
    } catch (error) {
      if (error instanceof ApiError && error.code === "stale_revision") {
        const theirs = error.body?.context?.["revision"];
        setSave({ kind: "conflict", message: error.message, revision: typeof theirs === "number" ? theirs : undefined });
      } else {
        setSave({ kind: "failed", message: error instanceof Error ? error.message : "It could not be saved." });
      }
      throw error;
    } finally {
      running.current = undefined;
    }
  }, [template.id, client]);

  const touch = useCallback(() => {
    latest.current.edits += 1;
    setSave((state) => (state.kind === "conflict" ? state : { kind: "dirty" }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void run().catch(() => undefined), pauseMs);
  }, [run]);

  // Leaving the screen saves what is pending; closing the tab asks first.
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (latest.current.edits !== latest.current.saved) event.preventDefault();
    };
    window.addEventListener("beforeunload", onLeave);
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      void run().catch(() => undefined);
    };
  }, [run]);

  return {
    name,
    content,
    revision,
    problems,
    save,
    setName: (next) => {
      latest.current.name = next;
      setNameState(next);
      touch();
    },
    setContent: (next) => {
      latest.current.content = next;
      setContentState(next);
      touch();
    },
    flush: run,
    takeTheirs: (theirs) => {
      clearTimeout(timer.current);
      latest.current = { name: theirs.name, content: theirs.draft, revision: theirs.revision, edits: 0, saved: 0 };
      setNameState(theirs.name);
      setContentState(theirs.draft);
      setRevision(theirs.revision);
      setProblems(theirs.problems);
      setSave({ kind: "saved", at: theirs.updatedAt });
    },
    keepMine: (theirs) => {
      latest.current.revision = theirs;
      setRevision(theirs);
      setSave({ kind: "dirty" });
      touch();
    },
  };
}
