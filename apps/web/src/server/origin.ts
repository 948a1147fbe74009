/**
 * Whether a request comes from our own pages. Browsers send Origin with every request that changes something; one without it
 * counts only when the browser says so in Sec-Fetch-Site, which pages cannot set.
 */
export function sameOrigin(headers: Headers, webUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.origin === new URL(webUrl).origin) return true;
  // The same machine under another name (127.0.0.1 for localhost): the host that the browser itself addressed.
  return from.host === headers.get("host");
}
