import { deps } from "@/server/deps.ts";
import { type Choice, savePreferences } from "@/server/preferences.ts";

type Context = { params: Promise<{ token: string }> };

/**
 * The forms of the unsubscribe and preferences pages. The token is the right: no cookie is read, so there is nothing that another
 * site could make a browser do. (One-click from mail programs goes to the collector.)
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const form = await request.formData();
  const choice = choiceOf(form);
  const page = choice.kind === "topics" ? "preferences" : "unsubscribe";
  if (!(await savePreferences(deps(), token, choice))) return redirect(`/${page}/${encodeURIComponent(token)}`);
  return redirect(`/${page}/${encodeURIComponent(token)}?done=1`);
}

function choiceOf(form: FormData): Choice {
  const choice = form.get("choice");
  if (choice === "topics")
    return { kind: "topics", agreed: form.getAll("topic").filter((value): value is string => typeof value === "string") };
  return choice === "all" ? { kind: "all" } : { kind: "topic" };
}

/** Relative, so that it holds behind any proxy and under any name. */
function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}
