"use client";
import Link from "next/link";
import { useState } from "react";
import type { RunBody, RunMessage } from "@/canvas/api/types.ts";
import { shortWhen, type TimeWords } from "@/canvas/live/words.ts";
import { messageWhy } from "@/canvas/trace/path.ts";
import { Checks } from "@/components/checks.tsx";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

/** What became of the message of a stop: its state, the rule that decided, all rules on demand, and where it can be mended. */
export function MessageBox({ message, run }: { message: RunMessage; run: RunBody }) {
  const times = useTimes(60_000);
  const [open, setOpen] = useState(false);
  const { state, why, deciding } = messageWhy(message, times.inline);
  const trouble =
    deciding !== undefined || ["rejected", "unknown", "suppressed", "expired"].includes(message.state) || message.bouncedAt !== null;
  return (
    <div className={classes("mt-2 overflow-hidden rounded-card border", trouble ? "border-warn/30" : "border-line")}>
      <p className={classes("px-3 py-2 text-12", trouble && "bg-warn-tint")}>
        {trouble && why ? (
          <>
            <b className="font-semibold">{state}.</b> {why}
          </>
        ) : (
          ledgerWords(message, times)
        )}
      </p>
      {open ? (
        <div className="border-t border-line px-3 py-2">
          <Checks checks={message.checks.map((check) => ({ ...check, deciding: check === deciding }))} />
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 border-t border-line px-3 text-12 [&>*]:h-8">
        {message.checks.length > 0 ? (
          <button
            type="button"
            className="font-medium text-accent-text hover:underline"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide the rules" : trouble ? "Why? All rules" : "Why it went"}
          </button>
        ) : null}
        <Link className="flex items-center font-medium text-accent-text hover:underline" href={`/messages/sent?message=${message.id}`}>
          The message
        </Link>
        {deciding && /consent|topic|suppress/.test(`${deciding.rule} ${message.reason ?? ""}`) ? (
          <Link className="flex items-center font-medium text-accent-text hover:underline" href={`/people/${run.person.id}`}>
            Open the consent
          </Link>
        ) : null}
      </div>
    </div>
  );
}

/** The ledger's times in order: accepted 19:42, delivered 19:43, clicked 20:10. */
function ledgerWords(message: RunMessage, at: TimeWords): string {
  const times: [string, string | null][] = [
    ["accepted", message.acceptedAt],
    ["delivered", message.deliveredAt],
    ["opened", message.openedAt],
    ["clicked", message.clickedAt],
    ["bounced", message.bouncedAt],
  ];
  const words = times.flatMap(([word, moment]) => (moment ? [`${word} ${at.time(moment)}`] : []));
  if (words.length > 0) return `${words.join(", ").replace(/^./, (letter) => letter.toUpperCase())}.`;
  return message.heldUntil ? `Held until ${shortWhen(at.when(message.heldUntil))}.` : `Planned ${at.time(message.plannedAt)}.`;
}
