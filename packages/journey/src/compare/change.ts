/** One difference as the review panel says it. `entry`: who comes in, and when; `settings`: everything else of the journey itself. */
export type Change = { kind: "added" | "changed" | "removed" | "entry" | "settings"; node?: string; text: string };
