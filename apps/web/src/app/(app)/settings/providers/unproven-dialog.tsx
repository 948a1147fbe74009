"use client";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";

type Props = {
  name: string;
  channel: string;
  /** What the test said, as a sentence. */
  failure: string;
  busy: boolean;
  onRest: () => void;
  onSend: () => void;
  onClose: () => void;
};

/** A provider that failed its test is about to send: the safe answer is the main one. */
export function UnprovenDialog({ name, channel, failure, busy, onRest, onSend, onClose }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${name} failed its test`}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            Change it
          </Button>
          <Button variant="danger" busy={busy} onClick={onSend}>
            Let it send anyway
          </Button>
          <Button variant="primary" busy={busy} onClick={onRest}>
            Save, do not send
          </Button>
        </>
      }
    >
      <p className="text-bad">{failure}</p>
      <p className="mt-3 text-muted">
        If it sends now, every {channel} goes to it: while it does not answer they wait and are tried again, and in the end they fail. The
        provider that sends today would rest.
      </p>
    </Dialog>
  );
}
