"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Checks } from "@/components/checks.tsx";
import { furthest, lookOf, MessageStatus } from "@/components/ledger.tsx";
import { Badge, type BadgeTone } from "@/components/ui/badge.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { Drawer } from "@/components/ui/drawer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { SectionHeading } from "@/components/ui/page-header.tsx";
import { ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import type { Message } from "@/lib/api-types.ts";
import { channelName } from "@/lib/format.ts";
import { type Times, useTimes } from "@/lib/use-now.ts";

type Props = { id: string | undefined; onClose: () => void; onNear: (step: 1 | -1) => void; hasPrevious: boolean; hasNext: boolean };

/** One message: where it stands and why, every rule of the decision, every fact in order. */
export function MessageDrawer({ id, onClose, onNear, hasPrevious, hasNext }: Props) {
  const message = useQuery({
    queryKey: ["message", id],
    queryFn: ({ signal }) => api.get<Message>(`/messages/${id}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: 5_000,
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
        <MessageBody message={data} />
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

function MessageBody({ message }: { message: Message }) {
  const times = useTimes(5_000);
  return (
    <div className="pb-8">
      <dl className="grid grid-cols-[104px_1fr] gap-x-4 gap-y-2 px-5 py-4">
        <Row label="To">
          <Link href={`/people/${message.person.id}`} className="font-medium text-accent-text hover:underline">
            {message.person.name ?? message.person.id}
          </Link>
          {message.person.hint ? <span className="text-muted">, {message.person.hint}</span> : null}
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
        {message.reasonText ? <Row label="Because">{message.reasonText}</Row> : null}
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
                <span className="text-12 text-subtle">decided {times.exact(message.decision.decidedAt)}</span>
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
          {timelineOf(message, times).map((entry) => (
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
  accepted: "The provider confirmed that it has it",
  delivered: "Delivered",
  opened: "Opened",
  clicked: "Clicked",
  bounced: "Bounced",
  complained: "Reported as spam",
  unsubscribed: "Unsubscribed",
  failed: "The provider could not deliver it",
};

function detailOf(detail: Record<string, unknown>): string | undefined {
  const parts = Object.entries(detail).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [`${name}: ${value}`] : [],
  );
  return parts.length === 0 ? undefined : parts.join(" · ");
}

function timelineOf(message: Message, times: Times): Entry[] {
  const entries: Entry[] = [{ key: "planned", at: message.plannedAt, words: "Planned: written down before anything is called" }];
  if (message.claimedAt) {
    entries.push({
      key: "claimed",
      at: message.claimedAt,
      words: "Claimed: handed to the provider",
      ...(message.leaseUntil ? { detail: `the claim holds until ${times.exact(message.leaseUntil)}` } : {}),
    });
  }
  if (message.acceptedAt)
    entries.push({
      key: "accepted",
      at: message.acceptedAt,
      words: "Accepted by the provider",
      ...(message.providerMessageId ? { detail: message.providerMessageId } : {}),
      strong: true,
    });
  for (const fact of message.facts) {
    const detail = detailOf(fact.detail);
    entries.push({
      key: fact.id,
      at: fact.at,
      words: `${factWords[fact.kind] ?? fact.kind}${fact.automatic ? ", by a machine: marked, not counted" : ""}`,
      ...(detail ? { detail } : {}),
      strong: !fact.automatic,
    });
  }
  if (message.finalAt && message.state !== "accepted") {
    entries.push({
      key: "final",
      at: message.finalAt,
      words: `${lookOf(message.state).word}: this is final`,
      ...(message.reasonText ? { detail: message.reasonText } : {}),
    });
  }
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}
