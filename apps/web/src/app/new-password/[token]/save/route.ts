import { acceptPasswordLink } from "@journeyman/authoring";
import { isJourneymanError } from "@journeyman/core";
import { deps } from "@/server/deps.ts";
import { environmentVariables } from "@/server/environment-variables.ts";
import { logProblem } from "@/server/log.ts";
import { sameOrigin } from "@/server/origin.ts";

type Context = { params: Promise<{ token: string }> };

/** The token is the right; no cookie is read. Answers 204, or what is wrong in words. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  if (!sameOrigin(request.headers, environmentVariables().webUrl)) return refuse(403, "This has to be sent by the page itself.");
  try {
    await acceptPasswordLink(deps(), token, await request.json().catch(() => undefined));
    return new Response(null, { status: 204, headers });
  } catch (error) {
    if (isJourneymanError(error)) return refuse(error.status, error.message, error.problems[0]?.message);
    const requestId = crypto.randomUUID();
    logProblem(error, requestId);
    return refuse(
      500,
      `It did not work, and your password is as it was. Try again; if it stays so, name ${requestId} to whoever runs this.`,
    );
  }
}

const headers = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

function refuse(status: number, message: string, field?: string): Response {
  return Response.json({ message, ...(field === undefined ? {} : { field }) }, { status, headers });
}
