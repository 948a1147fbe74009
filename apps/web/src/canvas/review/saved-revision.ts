import type { Editor } from "../editor/editor.ts";

type Saving = { flush(): Promise<boolean>; revision(): number };

/**
 * Tells the revision the server has of exactly what the editor holds; undefined while it has not, or not all of it. What is unsaved goes
 * there first, also what is changed meanwhile.
 */
export function followSaved(editor: Editor, saving: Saving, tell: (revision: number | undefined) => void): () => void {
  let turn = 0;
  const look = async () => {
    const own = ++turn;
    const all = await saving.flush();
    if (own === turn) tell(all ? saving.revision() : undefined);
  };
  void look();
  const unsubscribe = editor.store.subscribe((state, before) => {
    if (state.document !== before.document) {
      tell(undefined);
      void look();
    } else if (state.save !== before.save && state.save.state === "saved") void look();
  });
  return () => {
    turn += 1;
    unsubscribe();
  };
}
