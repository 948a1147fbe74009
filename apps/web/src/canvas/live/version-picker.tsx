"use client";
import type { CountsBody, VersionItem } from "@/canvas/api/types.ts";
import { insideElsewhere, versionWords } from "@/canvas/live/elsewhere.ts";
import { Select } from "@/components/ui/select.tsx";

export type VersionPickerProps = {
  counts: CountsBody | undefined;
  versions: readonly VersionItem[];
  version: string | undefined;
  onVersion: (version: string) => void;
  /** What is live now, also before the list of versions knows it. */
  live: VersionItem | null;
  touch?: boolean;
};

/** Which version's people are shown. */
export function VersionPicker({ counts, versions, version, onVersion, live, touch }: VersionPickerProps) {
  const known = live && !versions.some((one) => one.id === live.id) ? [live, ...versions] : versions;
  if (known.length === 0) return null;
  const options = known.map((one) => ({ value: one.id, label: versionWords(one, live?.id, counts?.versions ?? []) }));
  return (
    <Select
      quiet
      aria-label="Version"
      {...(touch ? { size: "touch" as const } : {})}
      value={version ?? null}
      options={options}
      onValue={onVersion}
    />
  );
}

/** Publishing leaves people in the versions they entered: how many, each the way to its version. */
export function InsideElsewhere({ counts, version, onVersion, live, touch }: Omit<VersionPickerProps, "versions">) {
  const { lines, rest } = insideElsewhere(counts?.versions ?? [], version, live?.number);
  if (lines.length === 0) return null;
  return (
    <ul
      aria-label="In other versions"
      className={touch ? "flex flex-wrap items-center gap-x-2 text-13" : "-ml-1.5 flex flex-col pt-1 text-13"}
    >
      {lines.map(({ id, text }) => (
        <li key={id}>
          <button
            type="button"
            className={
              touch
                ? "h-11 rounded-control px-2 text-accent-text hover:bg-hover"
                : "h-7 rounded-control px-1.5 text-muted hover:bg-hover hover:text-fg"
            }
            onClick={() => onVersion(id)}
          >
            {text}
          </button>
        </li>
      ))}
      {rest ? <li className={touch ? "px-2 text-muted" : "px-1.5 text-muted"}>{rest}</li> : null}
    </ul>
  );
}
