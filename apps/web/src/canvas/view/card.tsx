"use client";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { CircleAlert, Minus, Plus, TriangleAlert } from "lucide-react";
import { Fragment, memo, useEffect, useRef } from "react";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { SceneCard, ScenePort } from "@/canvas/model/scene.ts";
import { useCanvasActions } from "@/canvas/view/actions.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { initialsOf } from "@/components/ui/avatar.tsx";

export type CardData = { card: SceneCard; editable: boolean; renaming: boolean; flash: number; target: boolean };
export type CardNode = Node<CardData, "card">;

/** One step: tile, title, a sentence or figures; ports named in words; what is wrong with it as a badge. */
export const Card = memo(function Card({ data, selected }: NodeProps<CardNode>) {
  const { card, editable, flash } = data;
  return (
    <>
      {card.id === ENTRY_ID ? null : <Handle type="target" position={Position.Top} id="in" isConnectableStart={false} />}
      <div
        key={flash}
        className="jm-card"
        data-selected={selected || undefined}
        data-tone={card.tone}
        data-fade={card.fade || undefined}
        data-disabled={card.disabled || undefined}
        data-loose={card.loose || undefined}
        data-flash={flash > 0 || undefined}
        data-drop={data.target || undefined}
      >
        <StepTile family={card.family} icon={card.icon} />
        <Words data={data} />
        <Corner card={card} />
        {card.chip ? (
          <span className="jm-badge jm-chip" data-tone={card.chip.tone}>
            {card.chip.text}
          </span>
        ) : null}
      </div>
      {card.ports.map((port) => (
        <Port key={port.name} card={card} port={port} editable={editable} selected={selected} />
      ))}
    </>
  );
});

function Words({ data: { card, renaming } }: { data: CardData }) {
  const actions = useCanvasActions();
  return (
    <div className="jm-words">
      {renaming ? <TitleField id={card.id} title={card.title} /> : <div className="jm-title">{card.title}</div>}
      {card.figures ? (
        <div className="jm-figures">
          {card.figures.map((figure) => (
            <Figure key={figure.word} figure={figure} onPeople={actions.people ? () => actions.people?.(card.id) : undefined} />
          ))}
        </div>
      ) : (
        <div className="jm-sentence" data-tone={card.sentenceTone}>
          {card.clauses.map((clause, index) => (
            <Fragment key={index}>
              <span className={clause.length <= 34 ? "whitespace-nowrap" : undefined}>{clause}</span>{" "}
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}

function Figure({ figure, onPeople }: { figure: NonNullable<SceneCard["figures"]>[number]; onPeople: (() => void) | undefined }) {
  const inside = (
    <>
      <b>{figure.value}</b>
      {figure.word}
    </>
  );
  if (figure.word !== "waiting" || figure.zero || !onPeople) return <span data-zero={figure.zero || undefined}>{inside}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="nodrag"
      onClick={(event) => {
        event.stopPropagation();
        onPeople();
      }}
    >
      {inside}
    </button>
  );
}

function Corner({ card }: { card: SceneCard }) {
  if (!card.problems && !card.person) return null;
  return (
    <span className="jm-corner">
      {card.problems ? (
        <span className="jm-badge" data-tone={card.problems.worst === "error" ? "bad" : "warn"}>
          {card.problems.worst === "error" ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
          {card.problems.count}
        </span>
      ) : null}
      {card.person ? <span className="jm-person">{initialsOf(card.person)}</span> : null}
    </span>
  );
}

type PortProps = { card: SceneCard; port: ScenePort; editable: boolean; selected: boolean };

function Port({ card, port, editable, selected }: PortProps) {
  const actions = useCanvasActions();
  const left = 132 + port.x;
  const tone = port.tone ?? (selected && editable ? "accent" : undefined);
  const named = port.named || port.count !== undefined;
  return (
    <>
      <Handle
        type="source"
        position={Position.Bottom}
        id={port.name}
        isConnectable={editable}
        isConnectableEnd={false}
        style={{ left }}
        data-tone={tone}
        data-fade={port.fade || undefined}
        role="img"
        aria-label={port.label}
      />
      {named ? (
        <span
          className="jm-port"
          style={{ left, maxWidth: port.named ? port.room : undefined }}
          data-tone={tone}
          data-fade={port.fade || undefined}
        >
          <span className="truncate">{port.label}</span>
          {port.count === undefined ? null : <b>{port.count}</b>}
          {port.share === undefined ? null : <i data-below={port.below}>{port.share}</i>}
        </span>
      ) : null}
      {port.ends && !named ? <span className="jm-ends" style={{ left }} /> : null}
      {editable && port.open && !port.ends ? (
        <>
          {named ? null : <span className="jm-open" style={{ left: left - 0.75 }} />}
          <button
            type="button"
            tabIndex={-1}
            className="jm-open-plus nodrag nopan"
            style={{ left }}
            aria-label={`Add a step after ${card.title}${named ? `, ${port.label}` : ""}`}
            onClick={(event) => {
              event.stopPropagation();
              const box = event.currentTarget.getBoundingClientRect();
              actions.add({ way: { from: card.id, port: port.name } }, { x: box.left + box.width / 2, y: box.top + box.height / 2 });
            }}
          >
            <span>
              <Plus aria-hidden />
            </span>
          </button>
        </>
      ) : null}
    </>
  );
}

function TitleField({ id, title }: { id: string; title: string }) {
  const actions = useCanvasActions();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const done = (value: string | undefined) => actions.rename?.(id, value);
  return (
    <input
      ref={field}
      autoFocus
      aria-label="Title"
      defaultValue={title}
      className="nodrag nopan -ml-1 block h-5 w-full rounded-chip bg-surface px-1 text-13 font-semibold ring-2 ring-ring outline-none"
      onBlur={(event) => done(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") done(undefined);
      }}
    />
  );
}

/** A step in the review's small drawing. */
export const MiniCard = memo(function MiniCard({ data: { card } }: NodeProps<CardNode>) {
  const mark = card.mark;
  return (
    <div className="jm-mini" data-mark={mark}>
      <Handle type="target" position={Position.Top} id="in" isConnectable={false} />
      <StepTile family={card.family} icon={card.icon} size={24} />
      <b>{card.title}</b>
      {card.figures?.[0] ? <i>{card.figures[0].value}</i> : null}
      {mark ? <ChangeMark mark={mark} /> : null}
      {card.ports.map((port) => (
        <span key={port.name}>
          <Handle type="source" position={Position.Bottom} id={port.name} isConnectable={false} style={{ left: 88 + port.x }} />
          {port.named ? (
            <span className="jm-port" style={{ left: 88 + port.x, maxWidth: port.room }} data-tone={port.tone}>
              <span className="truncate">{port.label}</span>
            </span>
          ) : null}
        </span>
      ))}
    </div>
  );
});

export function ChangeMark({ mark }: { mark: "added" | "changed" | "removed" | "settings" }) {
  return (
    <span className="jm-mark" data-mark={mark} role="img" aria-label={mark === "settings" ? "changed" : mark}>
      {mark === "added" ? <Plus aria-hidden /> : mark === "removed" ? <Minus aria-hidden /> : <Wave />}
    </span>
  );
}

function Wave() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden="true">
      <path d="M4 14c2-5 5-5 8-2s6 3 8-2" />
    </svg>
  );
}
