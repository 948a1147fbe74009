import type { ReactNode } from "react";

/** A page for the brand's own customers: light, quiet, with the brand's name and no trace of the app. */
export function PublicPage({
  workspace,
  postalAddress,
  children,
}: {
  workspace: string | null;
  postalAddress?: string | null;
  children: ReactNode;
}) {
  return (
    <main className="light flex min-h-dvh flex-col bg-bg px-4 py-10 text-14 text-fg sm:py-20">
      <div className="mx-auto w-full max-w-120">
        {workspace ? <p className="mb-4 text-16 font-semibold tracking-tight">{workspace}</p> : null}
        <div className="rounded-dialog border border-line bg-surface p-6 sm:p-8">{children}</div>
        {postalAddress ? <address className="mt-6 text-12 whitespace-pre-line text-subtle not-italic">{postalAddress}</address> : null}
      </div>
    </main>
  );
}

const button = "inline-flex h-11 w-full items-center justify-center rounded-control border px-4 text-14 font-medium";

export function PublicButton({ primary, children, ...rest }: { primary?: boolean; children: ReactNode; name?: string; value?: string }) {
  return (
    <button
      type="submit"
      className={`${button} ${primary ? "border-fg bg-fg text-surface hover:bg-fg/90" : "border-line bg-surface text-fg hover:bg-hover"}`}
      {...rest}
    >
      {children}
    </button>
  );
}

export function UnknownLink() {
  return (
    <PublicPage workspace={null}>
      <h1 className="text-20 font-semibold">This link does not work</h1>
      <p className="mt-2 text-muted">
        It is not complete, was changed, or belongs to a message that is not kept any more. Copy it whole from the message, or use the one
        in a newer message.
      </p>
    </PublicPage>
  );
}
