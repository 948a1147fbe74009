import { counted } from "../../lib/format.ts";

export type Move = "pause" | "resume" | "stop" | "archive" | "unarchive";

const people = (n: number) => counted(n, "person", "people");

/** What was done, in one line. */
export function told(move: Move, name: string, n: number): string {
  switch (move) {
    case "pause":
      return `${name} is paused, ${people(n)} ${n === 1 ? "waits" : "wait"}`;
    case "resume":
      return `${name} goes on, with ${people(n)} inside`;
    case "stop":
      return `${name} is stopped, ${people(n)} left it`;
    case "archive":
      return `${name} is archived`;
    case "unarchive":
      return `${name} is back`;
  }
}

/** What will happen to the people inside, before it is done. */
export function moveSentences(move: Move, name: string, inside: number | undefined): { title: string; confirm: string; body: string[] } {
  const one = inside === 1;
  const who =
    inside === undefined
      ? "The people inside"
      : inside === 0
        ? "Nobody is inside now. Those who enter later"
        : one
          ? "The one person inside"
          : `The ${people(inside)} inside`;
  switch (move) {
    case "pause":
      return {
        title: `Pause ${name}?`,
        confirm: "Pause",
        body: [
          `${who} ${one ? "stays" : "stay"} where they are. Nothing is sent, nobody enters; who comes to the door is kept with the reason.`,
          "What they wait for is still seen: an order made meanwhile counts, and exits still end a run.",
        ],
      };
    case "resume":
      return {
        title: `Resume ${name}?`,
        confirm: "Resume",
        body: [
          `${who} ${one ? "goes" : "go"} on from where they stand, at a steady rate.`,
          "Waits that ran out while it was paused end now. Messages are decided anew: consent, quiet hours and expiry as they are today, so nobody gets what has expired.",
        ],
      };
    case "stop":
      return {
        title: `Stop ${name} for everybody?`,
        confirm: "Stop it",
        body: [
          `${who} ${one ? "leaves" : "leave"} it now, counted as stopped, and ${one ? "does" : "do"} not come back by themselves. Messages not yet sent are cancelled.`,
          "This cannot be undone for them. Publishing makes the journey live again, for new people.",
        ],
      };
    case "archive":
      return {
        title: `Archive ${name}?`,
        confirm: "Archive",
        body: ["It leaves the list with its history. It can be brought back at any time."],
      };
    case "unarchive":
      return { title: `Bring ${name} back?`, confirm: "Bring back", body: ["It is in the list again, as it was."] };
  }
}
