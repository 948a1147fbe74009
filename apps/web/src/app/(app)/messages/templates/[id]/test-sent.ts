export type TestSent = { message: string; state: string; reason: string | null; error: string | null };

/** What became of a test: it went, it may have gone, or it did not and stands in the dialog. */
export type TestTold = { kind: "sent" | "unknown" | "failed"; words: string };

export function tellTest({ state, reason, error }: TestSent, to: string, as: string | undefined): TestTold {
  if (state === "accepted") return { kind: "sent", words: `Sent to ${to}${as ? `, rendered for ${as}` : ""}` };
  const why = error ?? reason;
  if (state === "unknown")
    return { kind: "unknown", words: `It may have reached ${to}: look there before you send it again.${why ? ` ${sentence(why)}` : ""}` };
  return { kind: "failed", words: why ? `Not sent: ${why}` : "Not sent." };
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
