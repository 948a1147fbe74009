"use client";
import { CornerDownRight } from "lucide-react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { connect, disconnect, endHere, possibleTargets, type Way } from "@/canvas/model/commands/index.ts";
import { titleOf } from "@/canvas/model/kit.ts";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";

/** Where a way out leads, as a chip that changes it: the same as hanging the line, for those who do not draw. */
export function WayOut({ node, port, label }: { node: string; port: string; label?: string }) {
  const editor = useEditor();
  const { disabled } = useForm();
  const { document, kit, graph } = useEditorState(({ document, kit, graph }) => ({ document, kit, graph }));
  const way: Way = { from: node, port };
  const own = graph.nodes.get(node)?.ports.find((one) => one.name === port);
  const followed = own?.follows === undefined ? undefined : graph.nodes.get(node)?.ports.find((one) => one.name === own.follows);
  const target = own?.to === undefined ? undefined : document.definition.nodes[own.to];
  const text = target ? titleOf(kit, target) : own?.ends ? "Ends here" : followed ? `As “${followed.label}”` : "Nothing yet";
  const chip = (
    <span className="inline-flex max-w-44 items-center gap-1 text-12">
      <CornerDownRight aria-hidden className="size-3.5 shrink-0 text-subtle" />
      <span className="truncate rounded-chip border border-line px-1.5 leading-4.5 font-medium text-muted">{text}</span>
    </span>
  );
  if (disabled) return chip;

  return (
    <Menu
      className="max-h-80 w-64 overflow-y-auto"
      trigger={
        <button
          type="button"
          aria-label={`${label ?? own?.label ?? port} leads to ${text}: change`}
          className="rounded-control p-0.5 hover:bg-hover"
        >
          {chip}
        </button>
      }
    >
      <Targets way={way} />
      <MenuSeparator />
      <MenuItem onSelect={() => editor.run(endHere(editor.state.document, way))}>End here</MenuItem>
      {target || own?.ends ? (
        <MenuItem
          onSelect={() =>
            target
              ? editor.run(disconnect(editor.state.document, way))
              : editor.run({ label: "Leave open", patches: [{ path: ["definition", "nodes", node, "next", port], value: undefined }] })
          }
        >
          {followed ? `Follow “${followed.label}”` : "Leave open"}
        </MenuItem>
      ) : null}
    </Menu>
  );
}

/** Looked for only while the menu is open. */
function Targets({ way }: { way: Way }) {
  const editor = useEditor();
  const { document, kit } = useEditorState(({ document, kit }) => ({ document, kit }));
  const targets = possibleTargets(document, kit, way);
  if (targets.length === 0) return null;
  return (
    <MenuGroup label="Leads to">
      {targets.map(({ id, title }) => (
        <MenuItem key={id} onSelect={() => editor.run(connect(editor.state.document, kit, way, id))}>
          {title}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
