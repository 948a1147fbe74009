"use client";
import { ShownOnce } from "@/components/shown-once.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { api } from "@/lib/api-client.ts";
import type { Member, PasswordLink } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

type Asking = { member: Member; onMade: (link: PasswordLink) => void; onClose: () => void };

/** For somebody who cannot sign in any more: a link to hand over, by which they choose a new password. */
export function PasswordLinkDialog({ member, onMade, onClose }: Asking) {
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && onClose()}
      title={`A link for a new password of ${member.name}?`}
      confirm="Make the link"
      onConfirm={async () => onMade(await api.post<PasswordLink>(`/members/${member.id}/password-link`))}
    >
      <p>
        Whoever has it can choose a new password for {member.email}: once, within a day. Nothing is sent; you hand the link over. Their
        present password holds until then, and afterwards they are signed out everywhere.
      </p>
    </Confirm>
  );
}

type Shown = { member: Member; link: PasswordLink; onClose: () => void };

export function PasswordLinkShown({ member, link, onClose }: Shown) {
  const times = useTimes();
  return (
    <ShownOnce
      title={`A link for ${member.name}`}
      description="Hand it over yourself, where only they see it. It is not shown again."
      secrets={[{ label: "Link for a new password", value: link.url, hint: `Works once, until ${times.inline(link.expiresAt)}.` }]}
      kept="I have passed it on"
      onClose={onClose}
    />
  );
}
