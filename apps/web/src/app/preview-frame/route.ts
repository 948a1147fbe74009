import { environmentVariables } from "@/server/environment-variables.ts";
import { sameOrigin } from "@/server/origin.ts";
import { currentPrincipal } from "@/server/principal.ts";
import { commonHeaders, previewPolicy } from "@/server/security-headers.ts";

const limit = 2_000_000;

/**
 * Shows a rendered mail: the editor posts the HTML into its sandboxed frame, and gets it back as a document with the strictest
 * policy. (A `srcdoc` frame would inherit the app's policy, which forbids the mail's own pictures and styles.)
 */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request.headers, environmentVariables().webUrl) || !(await currentPrincipal())) {
    return new Response("Sign in to see the preview.", { status: 403 });
  }
  const form = await request.formData();
  const html = form.get("html");
  if (typeof html !== "string" || html.length > limit) return new Response("The message is too large to show.", { status: 413 });
  const headers = new Headers(commonHeaders.map(([name, value]) => [name, value]));
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-security-policy", previewPolicy);
  headers.set("referrer-policy", "no-referrer");
  headers.set("cache-control", "no-store");
  return new Response(html, { headers });
}
