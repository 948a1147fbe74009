"use client";
import { signOut } from "next-auth/react";
import { type ReactNode, useState } from "react";
import { forgetClip } from "@/canvas/quick-add/clip-memory.ts";
import { useShell } from "@/components/shell/shell-context.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { toastError } from "@/components/ui/toast.tsx";
import { countKeptWork, forgetKeptWork } from "@/lib/save/kept-work.ts";

/** Signing out clears this browser of one's work. What is in this browser only would be lost, so that is asked first. */
export function useSignOut(): { start: () => void; dialog: ReactNode } {
  const user = useShell().user.id;
  const [unsaved, setUnsaved] = useState(0);
  async function leave() {
    await signOut({ redirect: false });
    forgetKeptWork(user);
    forgetClip();
    window.location.assign("/sign-in");
  }
  return {
    start() {
      const kept = countKeptWork(user);
      if (kept === 0) void leave().catch(toastError);
      else setUnsaved(kept);
    },
    dialog: (
      <Confirm
        open={unsaved > 0}
        onOpenChange={(open) => !open && setUnsaved(0)}
        title="Sign out and lose unsaved changes?"
        confirm="Sign out"
        danger
        onConfirm={leave}
      >
        <p>
          {unsaved === 1 ? "One draft has" : `${unsaved} drafts have`} changes that are in this browser only, and signing out removes them
          from it. Open the draft again to save them first.
        </p>
      </Confirm>
    ),
  };
}
