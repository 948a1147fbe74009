import { readPasswordLink } from "@journeyman/authoring";
import type { Metadata } from "next";
import Link from "next/link";
import { NewPasswordForm } from "@/app/new-password/[token]/new-password-form.tsx";
import { Mark } from "@/components/shell/mark.tsx";
import { deps } from "@/server/deps.ts";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer", robots: { index: false } };
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }> };

/** GET only shows: whatever follows the link to look at it does not use it up. */
export default async function NewPasswordPage({ params }: Props) {
  const { token } = await params;
  const account = await readPasswordLink(deps(), token);
  return (
    <main className="flex min-h-dvh flex-col bg-bg px-6 py-8 sm:px-12">
      <div className="flex items-center gap-2.5">
        <Mark />
        <span className="text-14 font-semibold">Journeyman</span>
      </div>
      <div className="m-auto w-full max-w-88 py-12">
        {account ? (
          <>
            <h1 className="text-20 font-semibold">Choose a new password</h1>
            <p className="mt-1 text-13 text-muted">
              For {account.name}, <span className="break-all">{account.email}</span>. Wherever you are signed in, you are signed out by it.
            </p>
            <NewPasswordForm token={token} email={account.email} />
          </>
        ) : (
          <>
            <h1 className="text-20 font-semibold">This link does not work</h1>
            <p className="mt-1 text-13 text-muted">
              It works once and for a day: it was used already, has run out, or was not copied whole. Ask an owner of your workspace for a
              new one.
            </p>
            <p className="mt-6 text-13">
              <Link href="/sign-in" className="font-medium text-accent-text underline underline-offset-3">
                To sign-in
              </Link>
            </p>
          </>
        )}
      </div>
    </main>
  );
}
