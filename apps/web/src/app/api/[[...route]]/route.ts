import { createApi } from "@journeyman/api";
import { deps } from "@/server/deps.ts";
import { logProblem } from "@/server/log.ts";
import { sessionCaller } from "@/server/session-caller.ts";

export const dynamic = "force-dynamic";

const kept = globalThis as typeof globalThis & { journeymanApi?: ReturnType<typeof createApi> };

/** One API for the screens and for developers; made when first asked, because ports and URLs are chosen at start. */
function handler(request: Request): Response | Promise<Response> {
  kept.journeymanApi ??= createApi({ ...deps(), session: sessionCaller }, logProblem);
  return kept.journeymanApi.fetch(request);
}

export { handler as DELETE, handler as GET, handler as HEAD, handler as OPTIONS, handler as PATCH, handler as POST, handler as PUT };
