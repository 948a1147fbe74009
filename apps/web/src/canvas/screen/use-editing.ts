"use client";
import { useMemo } from "react";
import { useEditorState } from "@/canvas/editor/context.tsx";
import type { Editor } from "@/canvas/editor/editor.ts";
import { addStep, changeNote, connect, moveCards, reconnect, whyNotConnect } from "@/canvas/model/commands/index.ts";
import { startSettings } from "@/canvas/quick-add/suggest.ts";
import type { CanvasEditing } from "@/canvas/view/canvas-view.tsx";

/** What the hand does on the canvas, as commands. Undefined where it may only look. */
export function useEditing(editor: Editor, active: boolean): CanvasEditing | undefined {
  const { free, routes } = useEditorState((state) => ({ free: state.document.layout.free === true, routes: state.placed.routes }));
  return useMemo(() => {
    if (!active || !editor.mayEdit) return undefined;
    return {
      free,
      routes,
      refusals(way) {
        const { document, kit, scene } = editor.state;
        const reasons = new Map<string, string>();
        for (const id of scene.cards.keys()) {
          const reason = whyNotConnect(document, kit, way, id);
          if (reason) reasons.set(id, reason);
        }
        return reasons;
      },
      connect: (way, to) => void editor.run(connect(editor.state.document, editor.state.kit, way, to)),
      reconnect: (before, after, to) => void editor.run(reconnect(editor.state.document, editor.state.kit, before, after, to)),
      addFrom: (way, at) => editor.set({ quickAdd: { place: { way }, at } }),
      drop: (kind, way, at) => {
        const { document, kit } = editor.state;
        editor.run(
          addStep(
            document,
            kit,
            { kind, settings: startSettings(kit, kind, editor.state.context) },
            way ? { way } : { at: { x: Math.round(at.x - 132), y: Math.round(at.y - 36) } },
          ),
        );
      },
      moving: (cards) => editor.move(cards),
      moved: (cards) => void editor.run(moveCards(cards)),
      noteMoved: (id, at) => void editor.run(changeNote(editor.state.document, id, at)),
    };
  }, [active, editor, free, routes]);
}
