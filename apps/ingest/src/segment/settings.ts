/**
 * What the browser SDK asks for before it starts (`GET {cdnURL}/v1/projects/{key}/settings`): send everything to this collector, load
 * nothing from anywhere else, no metrics.
 */
export function browserSettings(writeKey: string, ingestUrl: string): object {
  const { host, protocol } = new URL(ingestUrl);
  return {
    integrations: {
      "Segment.io": {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol: protocol.replace(":", ""),
        deliveryStrategy: { strategy: "standard" },
        unbundledIntegrations: [],
        addBundledMetadata: false,
        maybeBundledConfigIds: {},
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}
