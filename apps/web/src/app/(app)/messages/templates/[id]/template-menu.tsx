"use client";
import { useQuery } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis, History, Send, ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Drawer } from "@/components/ui/drawer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, Template, TemplateVersion } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = {
  template: Template;
  draft: TemplateDraft;
  onChanged: () => Promise<void>;
  mayEdit: boolean;
  onTest: (() => void) | undefined;
};

/** `onTest` stands here where the bar has no room for its button. */
export function TemplateMenu({ template, draft, onChanged, mayEdit, onTest }: Props) {
  const mayApprove = useMay("template.approve");
  const mayArchive = useMay("template.edit");
  const [asking, setAsking] = useState<"archive" | "transactional">();
  const [versions, setVersions] = useState(false);
  const archived = template.archivedAt !== null;

  async function archive() {
    await api.post(`/templates/${template.id}/${archived ? "unarchive" : "archive"}`);
    toast({ title: archived ? `“${template.name}” is back` : `“${template.name}” is archived` });
    await onChanged();
  }
  async function approve() {
    await api.put(`/templates/${template.id}/transactional`, { transactional: !template.transactional });
    toast({ title: template.transactional ? "It is marketing now" : "Approved as transactional" });
    await onChanged();
  }
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More" variant="secondary" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {onTest ? (
          <MenuItem icon={<Send aria-hidden />} className="sm:hidden" onSelect={onTest}>
            Send to me
          </MenuItem>
        ) : null}
        <MenuItem icon={<History aria-hidden />} onSelect={() => setVersions(true)}>
          Versions
        </MenuItem>
        {mayApprove ? (
          <MenuItem icon={<ShieldCheck aria-hidden />} onSelect={() => setAsking("transactional")}>
            {template.transactional ? "Make it marketing…" : "Approve as transactional…"}
          </MenuItem>
        ) : null}
        {mayArchive ? (
          <>
            <MenuSeparator />
            <MenuItem
              icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
              danger={!archived}
              onSelect={() => setAsking("archive")}
            >
              {archived ? "Bring it back…" : "Archive…"}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Confirm
        open={asking === "archive"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={archived ? `Bring “${template.name}” back?` : `Archive “${template.name}”?`}
        confirm={archived ? "Bring it back" : "Archive"}
        danger={!archived}
        onConfirm={archive}
      >
        <p>
          {archived
            ? "It can be chosen in journeys again."
            : "It can no longer be chosen in journeys. Its versions and everything sent with it stay."}
        </p>
      </Confirm>
      <Confirm
        open={asking === "transactional"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={template.transactional ? "Treat it as marketing again?" : "Approve as transactional?"}
        confirm={template.transactional ? "Make it marketing" : "Approve"}
        onConfirm={approve}
      >
        <p>
          {template.transactional
            ? "It then needs a topic, consent, an unsubscribe link and a postal address, and waits for caps and quiet hours."
            : "It then goes without a topic's consent, without caps and quiet hours. Approve only what a person expects because of something they did: an order, a receipt, a password. Your approval is recorded."}
        </p>
      </Confirm>
      <VersionsDrawer open={versions} onOpenChange={setVersions} template={template} draft={draft} mayEdit={mayEdit} />
    </>
  );
}

function VersionsDrawer({
  open,
  onOpenChange,
  template,
  draft,
  mayEdit,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  template: Template;
  draft: TemplateDraft;
  mayEdit: boolean;
}) {
  const times = useTimes();
  const versions = useQuery({
    queryKey: ["template", template.id, "versions", template.publishedVersion],
    queryFn: ({ signal }) => api.get<List<TemplateVersion>>(`/templates/${template.id}/versions`, { signal }),
    enabled: open,
  });
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title="Versions" modal>
      {versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      ) : !versions.data ? (
        <SkeletonRows rows={4} className="px-5" />
      ) : versions.data.items.length === 0 ? (
        <EmptyState title="Never published">A version is kept each time you publish.</EmptyState>
      ) : (
        <ol>
          {versions.data.items.map((version) => (
            <li key={version.id} className="flex min-h-14 items-center gap-3 border-b border-line px-5 py-2">
              <span className="min-w-0 flex-1">
                <span className="font-medium">Version {version.number}</span>
                {version.number === template.publishedVersion ? <span className="ml-2 text-12 text-accent-text">live</span> : null}
                <span className="block truncate text-12 text-muted">
                  {times.exact(version.publishedAt)}
                  {version.publishedBy ? `, ${version.publishedBy.name}` : ""}
                </span>
              </span>
              {mayEdit ? (
                <Button
                  size="compact"
                  onClick={() => {
                    const before = draft.content;
                    draft.setContent(version.content);
                    onOpenChange(false);
                    toast({
                      title: `Version ${version.number} is in the draft`,
                      action: { label: "Undo", run: () => draft.setContent(before) },
                    });
                  }}
                >
                  Put into the draft
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Drawer>
  );
}
