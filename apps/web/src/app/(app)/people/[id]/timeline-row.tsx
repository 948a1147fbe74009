"use client";
import type { Family } from "@journeyman/node-kit";
import {
  CircleAlert,
  CircleX,
  Clock,
  Cpu,
  DoorClosed,
  Eye,
  FileText,
  Flag,
  GitBranch,
  Hourglass,
  type LucideIcon,
  Mail,
  MessageSquare,
  MousePointerClick,
  PenLine,
  Route,
  ShieldCheck,
  ShieldOff,
  ShoppingBag,
  ShoppingCart,
  Split,
  Target,
  Timer,
  UserPen,
  Zap,
} from "lucide-react";
import Link from "next/link";
import { createElement, type ReactNode } from "react";
import { Code, jsonText } from "@/components/code.tsx";
import { Ledger } from "@/components/ledger.tsx";
import { Sentence } from "@/components/sentence.tsx";
import { FamilyTile } from "@/components/ui/family-tile.tsx";
import type { TimelineItem } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

const icons: Record<string, LucideIcon> = {
  "circle-alert": CircleAlert,
  "circle-x": CircleX,
  clock: Clock,
  cpu: Cpu,
  "door-closed": DoorClosed,
  "file-text": FileText,
  flag: Flag,
  "git-branch": GitBranch,
  hourglass: Hourglass,
  mail: Mail,
  "message-square": MessageSquare,
  "message-square-text": MessageSquare,
  route: Route,
  "shield-check": ShieldCheck,
  "shield-off": ShieldOff,
  split: Split,
  target: Target,
  timer: Timer,
  "user-pen": UserPen,
};

const families = new Set(["entry", "message", "wait", "branch", "test", "data", "exit"]);

/** An event of the shop by its words; everything else as the API names it. */
function iconOf(item: TimelineItem, className: string): ReactNode {
  return createElement(nameOf(item), { "aria-hidden": true, className });
}

function nameOf(item: TimelineItem): LucideIcon {
  if (item.kind === "event") {
    const words = item.sentence.toLowerCase();
    if (/cart|added/.test(words)) return ShoppingCart;
    if (/order|purchase|bought/.test(words)) return ShoppingBag;
    if (/view/.test(words)) return Eye;
    if (/click/.test(words)) return MousePointerClick;
  }
  return icons[item.icon] ?? (item.kind === "change" ? PenLine : Zap);
}

function RowIcon({ item }: { item: TimelineItem }) {
  return item.family && families.has(item.family) ? (
    <FamilyTile family={item.family as Family} size={20}>
      {iconOf(item, "size-2.5")}
    </FamilyTile>
  ) : (
    <span className="grid size-5 place-items-center text-muted">{iconOf(item, "size-4 stroke-[1.75]")}</span>
  );
}

export function TimelineRow({ item, open, onToggle }: { item: TimelineItem; open: boolean; onToggle: () => void }) {
  const times = useTimes();
  const properties = item.event && Object.keys(item.event.properties).length > 0 ? item.event.properties : undefined;
  const words = (
    <span className="text-muted">
      <Sentence text={item.sentence} />
    </span>
  );
  return (
    <li
      className={classes(
        "relative flex min-h-9 gap-3 py-2",
        "before:absolute before:top-0 before:bottom-0 before:left-[57.5px] before:w-px before:bg-line",
      )}
    >
      <time dateTime={item.at} className="w-9 shrink-0 text-12/5 text-subtle" title={times.exact(item.at)}>
        {times.time(item.at)}
      </time>
      <span className="relative z-1 size-5 shrink-0 bg-surface shadow-[0_0_0_4px_var(--surface)]">
        <RowIcon item={item} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-start gap-3">
          <span className="min-w-0 flex-1">
            {properties ? (
              <button
                type="button"
                aria-expanded={open}
                onClick={onToggle}
                className="rounded-chip text-left hover:underline hover:decoration-line hover:underline-offset-4"
              >
                {words}
              </button>
            ) : item.href ? (
              <Link href={item.href} className="rounded-chip hover:underline hover:decoration-line hover:underline-offset-4">
                {words}
              </Link>
            ) : (
              words
            )}
          </span>
          {item.aside ? <span className="hidden shrink-0 text-12/5 text-subtle sm:block">{item.aside}</span> : null}
        </div>
        {item.message ? <Ledger steps={item.message.ledger} format={times.seconds} reason={item.message.reason} /> : null}
        {open && properties ? (
          <Code wrap className="mt-1.5 rounded-control">
            {jsonText(properties)}
          </Code>
        ) : null}
        {open && item.event?.hidden ? (
          <p className="mt-1 text-12 text-subtle">Contact fields of this event are sealed and not shown.</p>
        ) : null}
      </div>
    </li>
  );
}
