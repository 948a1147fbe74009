import type { ReactNode } from "react";

/** What it is on the left, the controls on the right; one under the other on narrow screens. */
export function SettingRow({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-12 gap-y-3 border-line py-6 not-first:border-t min-[900px]:grid-cols-[280px_minmax(0,480px)]">
      <div>
        <h2 className="text-13 font-semibold">{title}</h2>
        <div className="mt-1 text-12 text-balance text-muted">{about}</div>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}

/** Where one may look and not change. */
export function ReadOnlyNote({ children = "Only an owner can change this." }: { children?: ReactNode }) {
  return <p className="mb-2 rounded-control bg-well px-3 py-2 text-12 text-muted">{children}</p>;
}
