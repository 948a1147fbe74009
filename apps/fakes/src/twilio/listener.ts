import type { Faults } from "../faults/faults.ts";
import { followOutage } from "../faults/outage.ts";
import { type Listener, listen } from "../listen.ts";

/** Twilio's API on a port of its own, so that it can be away while the inbox stays. */
export async function startTwilioListener(
  fetch: Parameters<typeof listen>[0],
  host: string,
  wantedPort: number,
  faults: Faults,
): Promise<{ port: number; close(): Promise<void> }> {
  let listener: Listener = await listen(fetch, host, wantedPort);
  const { port } = listener;
  const stopFollowing = followOutage(faults, "sms", {
    async open() {
      listener = await listen(fetch, host, port);
    },
    shut: () => listener.close(),
  });
  return {
    port,
    async close() {
      await stopFollowing();
      await listener.close();
    },
  };
}
