export type SnippetKind = "browser" | "server" | "http";

export const snippetNames: Record<SnippetKind, string> = { browser: "Browser", server: "Node", http: "HTTP" };

/** What to paste into an app: the Segment SDKs with another host. */
export function snippetFor(kind: SnippetKind, ingest: string, writeKey: string): string {
  const host = ingest.replace(/\/+$/, "");
  switch (kind) {
    case "browser":
      return [
        "import { AnalyticsBrowser }",
        '  from "@segment/analytics-next"',
        "const analytics = AnalyticsBrowser.load({",
        `  writeKey: "${writeKey}",`,
        `  cdnURL: "${host}",`,
        '}, { integrations: { "Segment.io": {',
        `  apiHost: "${host.replace(/^https?:\/\//, "")}/v1",`,
        `  protocol: "${host.startsWith("https") ? "https" : "http"}" } } })`,
        'analytics.track("Product Added", { price: 89 })',
      ].join("\n");
    case "server":
      return [
        "import { Analytics }",
        '  from "@segment/analytics-node"',
        "const analytics = new Analytics({",
        `  writeKey: "${writeKey}",`,
        `  host: "${host}",`,
        "})",
        "analytics.track({",
        '  userId: "u_1", event: "Order Completed",',
        "  properties: { total: 46.50 },",
        "})",
      ].join("\n");
    case "http":
      return [
        `curl ${host}/v1/track \\`,
        `  -u "${writeKey}:" \\`,
        '  -H "content-type: application/json" \\',
        `  -d '{ "userId": "u_1", "event": "Product Added",`,
        `        "properties": { "price": 89 } }'`,
      ].join("\n");
  }
}
