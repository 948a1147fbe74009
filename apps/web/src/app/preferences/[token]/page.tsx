import type { Metadata } from "next";
import { PublicButton, PublicPage, UnknownLink } from "@/components/public-page.tsx";
import { deps } from "@/server/deps.ts";
import { readPreferences } from "@/server/preferences.ts";

export const metadata: Metadata = { title: { absolute: "What you get" }, referrer: "no-referrer" };
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ done?: string }> };

/** Every topic with what holds now, at the address the message went to. Works without JavaScript and without signing in. */
export default async function PreferencesPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { done } = await searchParams;
  const view = await readPreferences(deps(), token);
  if (!view) return <UnknownLink />;
  const channel = view.channel === "sms" ? "SMS" : "e-mail";
  const action = `/unsubscribe/${encodeURIComponent(token)}/save`;
  return (
    <PublicPage workspace={view.workspace} postalAddress={view.postalAddress}>
      <h1 className="text-20 font-semibold">What you get by {channel}</h1>
      <p className="mt-2 text-muted">
        For <b className="font-medium text-fg">{view.hint ?? (view.channel === "sms" ? "this number" : "this address")}</b>.
        {view.test ? " This came from a test message: nothing is changed by it." : ""}
      </p>
      {done ? (
        <p role="status" className="mt-4 rounded-control bg-ok-tint px-3 py-2 text-13 text-ok">
          Saved. It holds from now on.
        </p>
      ) : null}
      <form method="post" action={action} className="mt-5">
        <ul className="border-t border-line">
          {view.topics.map((topic) => (
            <li key={topic.key} className="border-b border-line">
              <label className="flex min-h-14 items-center gap-3 py-2">
                <input
                  type="checkbox"
                  name="topic"
                  value={topic.key}
                  defaultChecked={topic.agreed && !view.allRefused}
                  className="size-4 shrink-0 accent-(--accent)"
                />
                <span>
                  <span className="block font-medium">{topic.name}</span>
                  {topic.description ? <span className="block text-13 text-muted">{topic.description}</span> : null}
                </span>
              </label>
            </li>
          ))}
        </ul>
        <div className="mt-5 flex flex-col gap-2">
          <PublicButton primary name="choice" value="topics">
            Save
          </PublicButton>
          <PublicButton name="choice" value="all">
            Nothing at all, please
          </PublicButton>
        </div>
      </form>
    </PublicPage>
  );
}
