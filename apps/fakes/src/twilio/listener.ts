import type { Faults } from "../faults/faults.ts";
import { type Listener, listen } from "../listen.ts";

/** Twilio's API on a port of its own, where nobody listens while a rule without `times` says "refuse-connection". */
export async function startTwilioListener(
  fetch: Parameters<typeof listen>[0],
  host: string,
  wantedPort: number,
  faults: Faults,
): Promise<{ port: number; close(): Promise<void> }> {
  let listener: Listener | undefined = await listen(fetch, host, wantedPort);
  const { port } = listener;
  let changing = Promise.resolve();
  const stop = faults.follow(() => {
    changing = changing.then(async () => {
      const away = faults.list().some((rule) => rule.channel === "sms" && rule.mode === "refuse-connection" && rule.times === undefined);
      if (away) {
        await listener?.close();
        listener = undefined;
      } else listener ??= await listen(fetch, host, port);
    });
  });
  return {
    port,
    async close() {
      stop();
      await changing;
      await listener?.close();
    },
  };
}
