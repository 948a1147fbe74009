import type { Activities } from "../workflows/names.ts";

export type UnderWay = {
  /** The same activities, each call remembered until it has ended. */
  over(activities: Activities): Activities;
  /** Resolves once none is under way. */
  ended(): Promise<void>;
};

export function createUnderWay(): UnderWay {
  const calls = new Set<Promise<unknown>>();
  const remembered = <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) => {
    return (...args: Args): Promise<Result> => {
      const call = run(...args);
      calls.add(call);
      const forget = () => calls.delete(call);
      call.then(forget, forget);
      return call;
    };
  };
  return {
    over: ({ advance, deliver }) => ({ advance: remembered(advance), deliver: remembered(deliver) }),
    async ended() {
      while (calls.size > 0) await Promise.allSettled(calls);
    },
  };
}
