"use client";
import { consentMethodWords } from "@journeyman/consent";
import { Check, FileCheck, FileX, Minus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { WhyPanel } from "@/app/(app)/people/[id]/why-panel.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import { Popover } from "@/components/ui/popover.tsx";
import type { ConsentCell, ConsentMatrix, ContactPoint } from "@/lib/api-types.ts";
import { channelInline, channelName } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";

type Row = ConsentMatrix["rows"][number];

function glyph(cell: ConsentCell): ReactNode {
  const icon = "size-4 stroke-[1.75]";
  switch (cell.state) {
    case "granted":
      return <Check aria-hidden className={`${icon} text-ok`} />;
    case "denied":
      return <X aria-hidden className={`${icon} text-bad`} />;
    case "no-record":
      return cell.allowed ? (
        <FileCheck aria-hidden className={`${icon} text-muted`} />
      ) : (
        <FileX aria-hidden className={`${icon} text-subtle`} />
      );
    case "none":
      return <Minus aria-hidden className={`${icon} text-subtle`} />;
  }
}

function words(cell: ConsentCell): string {
  switch (cell.state) {
    case "granted":
      return "agreed";
    case "denied":
      return "refused";
    case "no-record":
      return cell.allowed ? "no record, which allows it" : "no record, which refuses";
    case "none":
      return "nothing to write to";
  }
}

/** Topic × channel. Each mark opens its proof: when, how, in which wording, and what was before. */
export function ConsentPanel({ personId, matrix, points }: { personId: string; matrix: ConsentMatrix; points: readonly ContactPoint[] }) {
  const [why, setWhy] = useState(false);
  const topics = matrix.rows.filter((row) => row.kind === "topic" || row.kind === "channel");
  const purposes = matrix.rows.filter((row) => row.kind !== "topic" && row.kind !== "channel");
  return (
    <section aria-labelledby="consent">
      <SectionHeading
        id="consent"
        className="mb-1"
        aside={
          <button
            type="button"
            aria-expanded={why}
            className="rounded-chip text-12 font-medium text-accent-text hover:underline"
            onClick={() => setWhy(!why)}
          >
            Why no e-mail?
          </button>
        }
      >
        Consent
      </SectionHeading>
      {why ? (
        <div className="-mt-1 mb-3">
          <WhyPanel personId={personId} channel="email" title="Why no e-mail?" />
        </div>
      ) : null}
      <Card className="overflow-x-auto">
        {topics.length === 0 ? (
          <p className="p-3 text-muted">No topics yet. Make one under Settings, Topics, so that people can agree to something.</p>
        ) : (
          <table className="w-full table-fixed">
            <thead>
              <tr className="text-12 text-muted [&>th]:h-8 [&>th]:font-medium">
                <th scope="col" className="pl-3 text-left">
                  Topic
                </th>
                {matrix.channels.map((channel) => (
                  <th key={channel} scope="col" className="w-16 last:w-18 last:pr-1">
                    {channelName(channel)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {topics.map((row) => (
                <tr key={row.key} className="[&>*]:h-7 [&>*]:border-t [&>*]:border-line">
                  <th scope="row" className="truncate pl-3 text-left font-normal">
                    {row.kind === "channel" ? <span className="text-muted">The channel as a whole</span> : row.name}
                  </th>
                  {matrix.channels.map((channel) => {
                    const cell = row.cells.find((entry) => entry.channel === channel);
                    return (
                      <td key={channel} className="text-center last:pr-1">
                        {cell ? <ConsentMark row={row} cell={cell} points={points} /> : null}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {purposes.length > 0 ? (
          <ul className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-1.5 text-12">
            {purposes.map((row) => {
              const cell = row.cells.find((entry) => entry.state !== "none") ?? row.cells[0];
              return (
                <li key={row.key} className="flex items-center gap-1.5">
                  {cell ? glyph(cell) : null}
                  {row.name}
                  <span className="sr-only">: {cell ? words(cell) : "no record"}</span>
                </li>
              );
            })}
          </ul>
        ) : null}
      </Card>
    </section>
  );
}

function ConsentMark({ row, cell, points }: { row: Row; cell: ConsentCell; points: readonly ContactPoint[] }) {
  const times = useTimes();
  const name = `${row.kind === "channel" ? "Everything" : row.name} by ${channelInline(cell.channel)}`;
  const point = points.find((entry) => entry.id === cell.contactPointId);
  if (cell.state === "none") {
    return (
      <span className="inline-grid size-6 place-items-center">
        {glyph(cell)}
        <span className="sr-only">{words(cell)}</span>
      </span>
    );
  }
  return (
    <Popover
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`${name}: ${words(cell)}`}
          className="inline-grid size-6 place-items-center rounded-chip align-middle hover:bg-hover data-popup-open:bg-hover data-popup-open:outline-2 data-popup-open:outline-ring"
        >
          {glyph(cell)}
        </button>
      }
      title={
        <span className="flex items-center gap-2">
          {glyph(cell)}
          {name}: {words(cell).split(",")[0]}
        </span>
      }
    >
      <dl className="mt-2 grid grid-cols-[64px_1fr] gap-x-2 gap-y-1 [&>dt]:text-muted">
        {cell.state === "no-record" ? (
          <>
            <dt>Means</dt>
            <dd>{row.noRecord === "opt-out" ? "It is sent until the person refuses." : "It is not sent until the person agrees."}</dd>
          </>
        ) : null}
        {cell.at ? (
          <>
            <dt>When</dt>
            <dd>{times.exact(cell.at)}</dd>
          </>
        ) : null}
        {cell.method ? (
          <>
            <dt>How</dt>
            <dd>
              {consentMethodWords(cell.method)}
              {cell.wordingVersion ? `, wording ${cell.wordingVersion}` : ""}
            </dd>
          </>
        ) : null}
        {cell.wording ? (
          <>
            <dt>Wording</dt>
            <dd>“{cell.wording}”</dd>
          </>
        ) : null}
        {point ? (
          <>
            <dt>For</dt>
            <dd className="truncate">{point.value ?? point.hint}</dd>
          </>
        ) : null}
      </dl>
      {cell.state !== "no-record" ? <p className="mt-2 border-t border-line pt-2 text-subtle">Recorded, not editable</p> : null}
    </Popover>
  );
}
