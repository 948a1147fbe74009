"use client";
import { useId, useState } from "react";
import { type Clash, mergeTexts, type Part, type Side } from "@/app/(app)/messages/templates/[id]/merge-texts.ts";
import { partList, partWords } from "@/app/(app)/messages/templates/[id]/part-words.ts";
import type { SaveState, TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup } from "@/components/ui/choices.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { classes } from "@/lib/classes.ts";
import { lineDiff } from "@/lib/line-diff.ts";
import { useTimes } from "@/lib/use-now.ts";

type Choices = Partial<Record<Part, Side>>;
type Props = {
  conflict: Extract<SaveState, { state: "conflict" }>["conflict"];
  draft: TemplateDraft;
  open: boolean;
  onLater: () => void;
  onSettled: () => void;
};

/** What both wrote in the same place, side by side, and whose stays. All else of both is kept without asking. */
export function ConflictDialog({ conflict, draft, open, onLater, onSettled }: Props) {
  const times = useTimes();
  const [choices, setChoices] = useState<Choices>({});
  const mine = { name: draft.name.trim() || conflict.mine.name, content: draft.content };
  const { clashes, fromThem } = mergeTexts({ ...conflict, mine });
  const who = conflict.theirs.by ?? "Somebody else";
  const undecided = clashes.filter(({ part }) => choices[part] === undefined);
  const all = (side: Side) => setChoices(Object.fromEntries(clashes.map(({ part }) => [part, side])));

  function settle() {
    draft.settle(mergeTexts({ ...conflict, mine }, choices).text, conflict.theirs);
    toast({ title: "The draft goes on with what you chose" });
    onSettled();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onLater()}
      width={880}
      title={`${who} changed this message while you did`}
      description={`Saved ${times.inline(conflict.theirs.at)}. Both of you changed ${partList(clashes.map(({ part }) => part))}: choose whose stays there.${
        fromThem.length > 0 ? ` What ${who} changed elsewhere (${partList(fromThem)}) is kept with yours.` : " Everything else is kept."
      }`}
      actions={
        <>
          {clashes.length > 1 ? (
            <span className="mr-auto flex gap-2">
              <Button variant="quiet" onClick={() => all("mine")}>
                All mine
              </Button>
              <Button variant="quiet" onClick={() => all("theirs")}>
                All theirs
              </Button>
            </span>
          ) : null}
          <Button onClick={onLater}>Later</Button>
          <Button variant="primary" disabled={undecided.length > 0} onClick={settle}>
            Go on with this
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        {clashes.map((clash) => (
          <ClashChoice
            key={clash.part}
            clash={clash}
            who={who}
            chosen={choices[clash.part] ?? null}
            onChoose={(side) => setChoices({ ...choices, [clash.part]: side })}
          />
        ))}
      </div>
    </Dialog>
  );
}

type ChoiceProps = { clash: Clash; who: string; chosen: Side | null; onChoose: (side: Side) => void };

function ClashChoice({ clash, who, chosen, onChoose }: ChoiceProps) {
  const heading = useId();
  const words = partWords[clash.part];
  const whole = clash.part === "html" || clash.part === "text";
  const side = (value: Side, label: string) => ({
    value,
    label: <span className="font-medium">{label}</span>,
    hint: whole ? <Changed before={clash.base} after={clash[value]} /> : <Short text={clash[value]} />,
  });
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-2 font-semibold">
        {words.replace(/^the (.)/, (_, first: string) => first.toUpperCase())}
      </h3>
      <RadioGroup
        aria-labelledby={heading}
        className="grid gap-4 sm:grid-cols-2 [&>label>span:last-child]:min-w-0 [&>label>span:last-child]:flex-1"
        value={chosen}
        onValue={onChoose}
        options={[side("mine", "Yours"), side("theirs", `By ${who}`)]}
      />
    </section>
  );
}

const box = "mt-1 block max-h-72 overflow-auto rounded-control border border-line bg-sunken py-1.5 text-12 text-fg";

function Short({ text }: { text: string }) {
  return <span className={classes(box, "px-2.5 break-words whitespace-pre-wrap")}>{text === "" ? "(empty)" : text}</span>;
}

const marks = { same: "", added: "+", removed: "−" } as const;
const said = { same: "", added: "Added: ", removed: "Removed: " } as const;

/** What this side did to the text as it was before, line by line. */
function Changed({ before, after }: { before: string; after: string }) {
  return (
    <span className={classes(box, "font-mono")}>
      {lineDiff(before, after).map((line, index) =>
        line === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
          <span key={index} className="block px-2.5 text-subtle">
            …
          </span>
        ) : (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never move
            key={index}
            className={classes("flex gap-2 px-2.5", line.kind === "added" && "bg-ok-tint", line.kind === "removed" && "bg-bad-tint")}
          >
            <span aria-hidden className="w-2 shrink-0 text-muted">
              {marks[line.kind]}
            </span>
            <span className={classes("min-w-0 break-words whitespace-pre-wrap", line.kind === "removed" && "line-through")}>
              <span className="sr-only">{said[line.kind]}</span>
              {line.text}
            </span>
          </span>
        ),
      )}
    </span>
  );
}
