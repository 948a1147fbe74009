import type { Channel } from "../mailbox/types.ts";
import type { Faults } from "./faults.ts";

export type Listening = { open(): Promise<void>; shut(): Promise<void> };

/**
 * Keeps a listener closed while a rule without `times` says "refuse-connection", as when a server is away: then nobody answers at all.
 * (With `times`, single connections are dropped instead.) Answers how to stop.
 */
export function followOutage(faults: Faults, channel: Channel, listener: Listening): () => Promise<void> {
  let isOpen = true;
  let changing = Promise.resolve();
  const settle = async (): Promise<void> => {
    const away = faults.list().some((rule) => rule.channel === channel && rule.mode === "refuse-connection" && rule.times === undefined);
    if (away !== isOpen) return;
    isOpen = !away;
    await (away ? listener.shut() : listener.open());
  };
  const stopFollowing = faults.follow(() => {
    // One change after the other; each looks at the rules as they are then.
    changing = changing.then(settle);
  });
  return async () => {
    stopFollowing();
    await changing;
  };
}
