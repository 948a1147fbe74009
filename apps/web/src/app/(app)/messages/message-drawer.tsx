"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Eye } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { SettleUnknown } from "@/app/(app)/messages/settle-unknown.tsx";
import { Checks } from "@/components/checks.tsx";
import { MessageStatus } from "@/components/ledger.tsx";
import { furthest, lookOf } from "@/components/message-look.ts";
import { Badge, type BadgeTone } from "@/components/ui/badge.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { Drawer } from "@/components/ui/drawer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { SectionHeading } from "@/components/ui/page-header.tsx";
import { ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import type { Message } from "@/lib/api-types.ts";
import { channelName } from "@/lib/format.ts";
import { humane } from "@/lib/humane.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = { id: string | undefined; onClose: () => void; onNear: (step: 1 | -1) => void; hasPrevious: boolean; hasNext: boolean };

/** One message: where it stands and why, every rule of the decision, every fact in order. */
export function MessageDrawer({ id, onClose, onNear, hasPrevious, hasNext }: Props) {
  const [revealed, setRevealed] = useState<string>();
  const reveal = id !== undefined && revealed === id;
  const message = useQuery({
    queryKey: ["message", id, reveal],
    queryFn: ({ signal }) => api.get<Message>(`/messages/${id}`, { query: { reveal: reveal || undefined }, signal }),
    placeholderData: (before) => (before?.id === id ? before : undefined),
    enabled: id !== undefined,
    // A look at an address is recorded each time: no polling then.
    refetchInterval: reveal ? false : 5_000,
  });
  const data = message.data;
  const look = data ? lookOf(furthest(data)) : undefined;
  const tone: BadgeTone = look ? (look.tone === "muted" ? "neutral" : look.tone) : "neutral";
  return (
    <Drawer
      open={id !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={data?.template?.name ?? "Message"}
      aside={look ? <Badge tone={tone}>{look.word}</Badge> : null}
      tools={
        <>
          <IconButton label="Previous message" size="compact" disabled={!hasPrevious} onClick={() => onNear(-1)}>
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton label="Next message" size="compact" disabled={!hasNext} onClick={() => onNear(1)}>
            <ArrowDown aria-hidden />
          </IconButton>
        </>
      }
    >
      {message.isError && !data ? (
        <ErrorState
          title={
            message.error instanceof ApiError && message.error.status === 404
              ? "There is no such message here"
              : "This message could not be loaded"
          }
          error={message.error}
          onRetry={() => void message.refetch()}
        />
      ) : !data ? (
        <SkeletonRows rows={6} className="px-5" />
      ) : (
        <MessageBody message={data} onReveal={() => setRevealed(data.id)} />
      )}
    </Drawer>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function MessageBody({ message, onReveal }: { message: Message; onReveal: () => void }) {
  const times = useTimes(5_000);
  return (
    <div className="pb-8">
      {message.state === "unknown" ? <SettleUnknown messageId={message.id} /> : null}
      <dl className="grid grid-cols-[104px_1fr] gap-x-4 gap-y-2 px-5 py-4">
        <Row label="To">
          {message.person ? (
            <Link href={`/people/${message.person.id}`} className="font-medium text-accent-text hover:underline">
              {message.person.name ?? "This person"}
            </Link>
          ) : null}
          <span className="text-muted">
            {message.person ? ", " : ""}
            {message.revealedTo ?? message.to ?? "no address is known"}
          </span>
          {message.mayReveal && message.revealedTo === null && message.to ? (
            <IconButton size="tiny" label="Show the address; this is logged" className="ml-1 align-middle" onClick={onReveal}>
              <Eye aria-hidden />
            </IconButton>
          ) : null}
        </Row>
        {message.subject ? <Row label="Subject">{message.subject}</Row> : null}
        <Row label="Channel">
          {channelName(message.channel)}, {message.class}
          {message.topic ? `, topic ${message.topic.name}` : ""}
        </Row>
        {message.journey ? (
          <Row label="Journey">
            <Link
              href={`/journeys/${message.journey.id}?mode=live&run=${message.runId}`}
              className="font-medium text-accent-text hover:underline"
            >
              {message.journey.name}
            </Link>
            , v{message.journey.version}
            {message.step ? `, step “${message.step.title}”` : ""}
          </Row>
        ) : (
          <Row label="Journey">{message.preview ? "A test send" : "–"}</Row>
        )}
        <Row label="State">
          <MessageStatus state={message.state} />
        </Row>
        {message.reasonText ? <Row label="Because">{humane(message.reasonText, times.inline)}</Row> : null}
        {message.heldUntil && message.state === "held" ? <Row label="Held until">{times.exact(message.heldUntil)}</Row> : null}
        {message.provider ? (
          <Row label="Provider">
            {message.provider.name}
            {message.attempts > 1 ? `, ${message.attempts} attempts` : ""}
          </Row>
        ) : null}
        {message.error ? <Row label="It answered">{message.error}</Row> : null}
        <Row label="Message">
          <CopyId id={message.id} label="Copy the message's id" className="-ml-1 max-w-full" />
        </Row>
      </dl>
      {message.decision ? (
        <section className="border-t border-line px-5 py-4">
          <SectionHeading
            level={3}
            className="mb-1"
            aside={
              message.decision.decidedAt ? (
                <span className="text-12 text-subtle">decided {times.exactInline(message.decision.decidedAt)}</span>
              ) : null
            }
          >
            {message.decision.go ? "Why it may go" : "Why it did not go"}
          </SectionHeading>
          <Checks checks={message.decision.checks} />
        </section>
      ) : null}
      <section className="border-t border-line px-5 py-4">
        <SectionHeading level={3} className="mb-1">
          What happened
        </SectionHeading>
        <ol>
          {entriesOf(message).map((entry) => (
            <li
              key={entry.key}
              className="relative flex gap-3 py-1.5 before:absolute before:top-0 before:bottom-0 before:left-1.75 before:w-[1.5px] before:bg-line first:before:top-3 last:before:bottom-auto last:before:h-3 only:before:hidden"
            >
              <span aria-hidden className="relative z-1 mt-1 grid size-4 shrink-0 place-items-center bg-surface">
                <span
                  className={`size-2 rounded-full border-[1.5px] ${entry.strong ? "border-accent bg-accent" : "border-control bg-surface"}`}
                />
              </span>
              <span className="min-w-0 flex-1">
                {entry.words}
                {entry.detail ? <span className="block text-12 break-words text-muted">{entry.detail}</span> : null}
              </span>
              <time dateTime={entry.at} className="shrink-0 text-12/5 text-subtle">
                {times.exact(entry.at)}
              </time>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

type Entry = { key: string; at: string; words: string; detail?: string; strong?: boolean };

const factWords: Record<string, string> = {
  planned: "Planned: written down before anything is called",
  held: "Held",
  claimed: "Claimed: being handed to the provider",
  accepted: "Accepted by the provider",
  delivered: "Delivered",
  opened: "Opened",
  clicked: "Clicked",
  bounced: "Bounced",
  complained: "Reported as spam",
  unsubscribed: "Unsubscribed",
  failed: "The provider could not deliver it",
  suppressed: "Suppressed: this is final",
  rejected: "Rejected: this is final",
  cancelled: "Cancelled: this is final",
  expired: "Expired: this is final",
  unknown: "No clear answer: the outcome is unknown",
};

const tellers = { ledger: undefined, provider: "told by the provider", link: "by a link in it", person: "settled by hand" } as const;

function detailOf(detail: Record<string, unknown>): string | undefined {
  const parts = Object.entries(detail).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [`${name}: ${value}`] : [],
  );
  return parts.length === 0 ? undefined : parts.join(" · ");
}

function handWords({ what, by }: Message["timeline"][number]): string {
  return `${by ?? "Somebody"} said that it ${what === "failed" ? "did not arrive" : "arrived"}`;
}

function entriesOf(message: Message): Entry[] {
  return message.timeline.map((entry, index) => {
    const detail = [tellers[entry.from], detailOf(entry.detail)].filter(Boolean).join(" · ");
    return {
      key: `${index}-${entry.what}`,
      at: entry.at,
      words:
        entry.from === "person"
          ? handWords(entry)
          : `${factWords[entry.what] ?? entry.what}${entry.automatic ? ", by a machine: marked, not counted" : ""}`,
      ...(detail ? { detail } : {}),
      strong: !entry.automatic && index === message.timeline.length - 1,
    };
  });
}
