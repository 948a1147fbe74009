import type { ConsentCell, ConsentMatrix } from "@journeyman/consent/store";
import { formatId } from "@journeyman/core";
import type { z } from "zod";
import { isoOrNull } from "../schemas/common.ts";
import type { consentMatrix } from "../schemas/people.ts";

type View = z.input<typeof consentMatrix>;
type Cell = View["rows"][number]["cells"][number];

const channels = ["email", "sms"] as const;
const kindOf = { email: "email", sms: "phone" } as const;

/** Topics down, channels across; at the active contact point of each channel. */
export function matrixView(matrix: ConsentMatrix): View {
  const pointOf = (channel: (typeof channels)[number]) =>
    matrix.contactPoints.find((point) => point.active && point.kind === kindOf[channel]);
  const row = (key: string, name: string, kind: View["rows"][number]["kind"], noRecord: "opt-in" | "opt-out"): View["rows"][number] => ({
    key,
    name,
    kind,
    noRecord,
    cells: channels.map((channel) => {
      const point = pointOf(channel);
      const answer = kind === "channel" ? point?.channel : point?.answers[key];
      return cell(channel, point, answer ?? null, noRecord);
    }),
  });
  return {
    channels: [...channels],
    rows: [
      row("channel", "Whole channel", "channel", "opt-out"),
      ...matrix.topics.filter(({ archived }) => !archived).map((topic) => row(topic.key, topic.name, topic.kind, topic.noRecord)),
    ],
  };
}

function cell(
  channel: Cell["channel"],
  point: ConsentMatrix["contactPoints"][number] | undefined,
  answer: ConsentCell | null,
  noRecord: "opt-in" | "opt-out",
): Cell {
  const state = !point ? "none" : (answer?.state ?? "no-record");
  return {
    channel,
    contactPointId: point ? formatId("contactPoint", point.id) : null,
    state,
    allowed: state === "granted" || (state === "no-record" && noRecord === "opt-out"),
    at: isoOrNull(answer?.at),
    method: answer?.method ?? null,
    wordingVersion: answer?.wordingVersion ?? null,
    wording: answer?.wording ?? null,
  };
}
