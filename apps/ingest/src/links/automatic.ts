/**
 * Programs that follow links and load pictures without anybody looking: scanners at mail gateways, link previews, crawlers. Narrow on
 * purpose: a person taken for a machine loses the journey's next step, a machine taken for a person adds one click.
 */
const machines =
  /bot\b|crawler|spider|slurp|facebookexternalhit|whatsapp\/|telegrambot|linkpreview|skypeuripreview|slack-imgproxy|proofpoint|mimecast|barracuda|symantec|messagelabs|trendmicro|zscaler|fortiguard|sophos|forcepoint|urldefense|safelinks|cloudmark|bitdefender|virustotal|checkpoint|ironport|mailscanner|microsoft office existence discovery|ms-office|google-safety|googleimageproxy-prefetch|yahoo! slurp/i;

/** Apple's privacy proxy loads every picture of every mail under this bare name. */
const privacyProxy = /^mozilla\/5\.0$/i;

/** Whether a request was made by a machine and says nothing about a person. */
export function isAutomatic(request: Request): boolean {
  if (request.method === "HEAD") return true;
  const header = (name: string) => request.headers.get(name)?.toLowerCase() ?? "";
  if (/prefetch|preview|prerender/.test(`${header("purpose")} ${header("sec-purpose")} ${header("x-purpose")} ${header("x-moz")}`))
    return true;
  const agent = request.headers.get("user-agent") ?? "";
  return machines.test(agent) || privacyProxy.test(agent.trim());
}
