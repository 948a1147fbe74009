import type { Metadata } from "next";
import Link from "next/link";
import { PublicButton, PublicPage, UnknownLink } from "@/components/public-page.tsx";
import { deps } from "@/server/deps.ts";
import { type Preferences, readPreferences } from "@/server/preferences.ts";

export const metadata: Metadata = { title: { absolute: "Unsubscribe" }, referrer: "no-referrer" };
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ done?: string }> };

function addressOf(view: Preferences): string {
  return view.hint ?? (view.channel === "sms" ? "this number" : "this address");
}

/** GET only shows: scanners follow links. A POST acts. Works without JavaScript and without signing in. */
export default async function UnsubscribePage({ params, searchParams }: Props) {
  const { token } = await params;
  const { done } = await searchParams;
  const view = await readPreferences(deps(), token);
  if (!view) return <UnknownLink />;
  const refused = view.allRefused || (view.topic !== null && !view.topic.agreed);
  const action = `/unsubscribe/${encodeURIComponent(token)}/save`;
  const channel = view.channel === "sms" ? "SMS" : "e-mail";
  return (
    <PublicPage workspace={view.workspace} postalAddress={view.postalAddress}>
      {view.test ? (
        <p className="mb-4 rounded-control bg-info-tint px-3 py-2 text-13 text-info">
          This came from a test message: nothing is changed by it.
        </p>
      ) : null}
      {refused || (view.test && done) ? (
        <>
          <h1 className="text-20 font-semibold">
            {view.allRefused ? "You get nothing more from us" : `You are unsubscribed from ${view.topic?.name ?? "this"}`}
          </h1>
          <p role="status" className="mt-2 text-muted">
            It holds from now on, for <b className="font-medium text-fg">{addressOf(view)}</b>.{" "}
            {view.allRefused ? "What belongs to an order, such as a receipt, still comes." : "Other topics are as they were."}
          </p>
          {view.allRefused ? null : (
            <form method="post" action={action} className="mt-6">
              <PublicButton name="choice" value="all">
                Stop all our marketing by {channel}
              </PublicButton>
            </form>
          )}
        </>
      ) : (
        <>
          <h1 className="text-20 font-semibold">{view.topic ? `Unsubscribe from ${view.topic.name}?` : "Unsubscribe?"}</h1>
          <p className="mt-2 text-muted">
            For <b className="font-medium text-fg">{addressOf(view)}</b>, by {channel}.
          </p>
          {view.topic?.description ? <p className="mt-1 text-muted">{view.topic.description}</p> : null}
          <form method="post" action={action} className="mt-6 flex flex-col gap-2">
            {view.topic ? (
              <PublicButton primary name="choice" value="topic">
                Unsubscribe from {view.topic.name}
              </PublicButton>
            ) : null}
            <PublicButton primary={!view.topic} name="choice" value="all">
              Stop all our marketing by {channel}
            </PublicButton>
          </form>
        </>
      )}
      {view.topics.length > 0 ? (
        <p className="mt-4 text-center text-13">
          <Link
            href={`/preferences/${encodeURIComponent(token)}`}
            prefetch={false}
            className="font-medium text-accent-text underline underline-offset-3"
          >
            Choose what you get
          </Link>
        </p>
      ) : null}
    </PublicPage>
  );
}
