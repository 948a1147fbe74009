"use client";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { findSteps } from "@/canvas/editor/search.ts";
import { connect, possibleTargets } from "@/canvas/model/commands/index.ts";
import { NameDialog } from "@/canvas/screen/name-dialog.tsx";
import { StepTile } from "@/canvas/view/tile.tsx";

/** Find (⌘F) and connect by name (X). */
export function CanvasDialogs({ commands }: { commands: EditorCommands }) {
  const editor = useEditor();
  const { finding, connecting, document, scene, kit, graph } = useEditorState(({ finding, connecting, document, scene, kit, graph }) => ({
    finding,
    connecting,
    document,
    scene,
    kit,
    graph,
  }));
  const tileOf = (id: string) => {
    const card = scene.cards.get(id);
    return card ? <StepTile family={card.family} icon={card.icon} size={20} /> : null;
  };
  const port = connecting ? graph.nodes.get(connecting.from)?.ports.find((one) => one.name === connecting.port) : undefined;
  const several = connecting ? (graph.nodes.get(connecting.from)?.shown.length ?? 0) > 1 : false;
  return (
    <>
      <NameDialog
        open={finding}
        title="Find in steps, settings and copy"
        placeholder="Find in titles, settings and copy"
        empty="No step has all these words."
        items={(query) =>
          findSteps({ document, scene }, query).map((found) => ({
            id: found.id,
            tile: tileOf(found.id),
            title: found.title,
            detail: found.where,
          }))
        }
        onChoose={commands.show}
        onClose={() => editor.set({ finding: false })}
      />
      <NameDialog
        open={connecting !== undefined}
        title="Connect to"
        placeholder={port && several ? `“${port.label}” leads to…` : "Leads to…"}
        empty="No step of this name can follow here."
        items={(query) =>
          connecting
            ? possibleTargets(document, kit, connecting)
                .filter((target) => target.title.toLowerCase().includes(query.toLowerCase()))
                .map((target) => ({ id: target.id, tile: tileOf(target.id), title: target.title, detail: target.kind }))
            : []
        }
        onChoose={(id) => connecting && editor.run(connect(editor.state.document, kit, connecting, id))}
        onClose={() => editor.set({ connecting: undefined })}
      />
    </>
  );
}
