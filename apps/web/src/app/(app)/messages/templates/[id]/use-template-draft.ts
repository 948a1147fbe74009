"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { mergeTexts } from "@/app/(app)/messages/templates/[id]/merge-texts.ts";
import { partList } from "@/app/(app)/messages/templates/[id]/part-words.ts";
import { readText, storedText, type TemplateText } from "@/app/(app)/messages/templates/[id]/template-text.ts";
import { useShell } from "@/components/shell/shell-context.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Template, TemplateContent, TemplateProblem } from "@/lib/api-types.ts";
import type { Found, SaveState as StateOf, Stored } from "@/lib/save/autosave.ts";
import { foundWork, type WorkKey } from "@/lib/save/kept-work.ts";
import { useSaving } from "@/lib/save/use-saving.ts";

export type SaveState = StateOf<TemplateText>;

export type TemplateDraft = {
  /** As typed; while it is empty the saved name stays. */
  name: string;
  content: TemplateContent;
  problems: TemplateProblem[];
  save: SaveState;
  setName: (name: string) => void;
  setContent: (content: TemplateContent) => void;
  /** Saves now what is unsaved; true when the server has all of it. */
  flush: () => Promise<boolean>;
  /** The server's count of saves, to publish exactly what is seen. */
  revision: () => number;
  /** Goes on from what the other saved, with `text`: what came of the person's choices. */
  settle: (text: TemplateText, theirs: Stored<TemplateText>) => void;
};

type Saved = { revision: number; updatedAt: string; problems: TemplateProblem[] };

/** The template's text on the screen: saved behind its back, kept in this browser until then, and brought back after an unlucky end. */
export function useTemplateDraft(template: Template, mayEdit: boolean): TemplateDraft {
  const client = useQueryClient();
  const user = useShell().user.id;
  const [key] = useState<WorkKey>({ user, kind: "template", id: template.id });
  const [stored] = useState(() => storedText(template));
  const [found] = useState((): Found<TemplateText> => (mayEdit ? foundWork(key, readText(template.channel), stored) : { kind: "none" }));
  const opened = found.kind === "bring-back" ? found.document : found.kind === "conflict" ? found.conflict.mine : stored.document;
  const [name, setName] = useState(opened.name);
  const [content, setContent] = useState(opened.content);
  const [problems, setProblems] = useState(template.problems);
  const [save, setSave] = useState<SaveState>({ state: "saved", at: stored.at });
  const saving = useSaving<TemplateText, Saved>(
    key,
    stored,
    {
      path: `/templates/${template.id}`,
      body: (revision, text) => ({ revision, ...text }),
      read: async () => storedText(await api.get<Template>(`/templates/${template.id}`)),
      heard(saved) {
        setProblems(saved.problems);
        void client.invalidateQueries({ queryKey: ["templates"] });
      },
    },
    setSave,
    (conflict) => {
      const { text, clashes, fromThem } = mergeTexts(conflict);
      if (clashes.length > 0) return undefined;
      // While the name is empty on the screen, it is so only there.
      if (fromThem.includes("name")) setName(text.name);
      setContent(text.content);
      if (fromThem.length > 0)
        toast({
          title: `${conflict.theirs.by ?? "Somebody else"} changed ${partList(fromThem)} meanwhile. Both changes are in the draft.`,
        });
      return text;
    },
  );
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    if (found.kind === "conflict") saving.conflicted(found.conflict, found.revision);
    if (found.kind === "bring-back") {
      saving.change(found.document);
      toast({ title: "Your last changes had not been saved; they are back." });
    }
  }, [found, saving]);

  return {
    name,
    content,
    problems,
    save,
    setName: (next) => {
      setName(next);
      saving.change({ ...saving.current, name: next.trim() || saving.saved.name });
    },
    setContent: (next) => {
      setContent(next);
      saving.change({ ...saving.current, content: next });
    },
    flush: () => saving.flush(),
    revision: () => saving.currentRevision,
    settle: (text, theirs) => {
      setName(text.name);
      setContent(text.content);
      saving.settle(text, theirs);
    },
  };
}
