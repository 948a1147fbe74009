import type { SendResult } from "./types.ts";

/**
 * How far a mail had come when something went wrong.
 * - `connect`, `login`, `envelope`: nothing of the mail was handed over.
 * - `data`: part of it was; without the final dot a server must not take it (RFC 5321, 4.1.1.4).
 * - `ended`: the final dot may have been sent; whether the server took the mail is known only from its reply.
 */
export type SmtpPhase = "connect" | "login" | "envelope" | "data" | "ended";

/** What nodemailer's errors carry. */
export type SmtpFailure = { code?: string; command?: string; responseCode?: number; response?: string };

const phaseWords: Readonly<Record<SmtpPhase, string>> = {
  connect: "while connecting",
  login: "while signing in",
  envelope: "before the mail was handed over",
  data: "while the mail was handed over",
  ended: "after the mail was handed over, before the server said whether it took it",
};

/** What an SMTP failure means for the message. The server's own words are left out: they often repeat the address. */
export function smtpOutcome(phase: SmtpPhase, failure: SmtpFailure): Exclude<SendResult, { kind: "accepted" }> {
  const reply = failure.responseCode !== undefined && failure.responseCode >= 400 ? failure.responseCode : undefined;
  if (reply === undefined) return withoutReply(phase, failure);
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(failure.response ?? "")?.[1];
  const code = enhanced === undefined ? String(reply) : `${reply} ${enhanced}`;
  if (phase === "connect") return { kind: "refused", code, reason: `The mail server does not take connections now (${code}).` };
  if (isAboutSigningIn(phase, reply)) {
    return {
      kind: "refused",
      code,
      reason: `The mail server does not accept the sign-in (${code}); check user and password under Settings, Providers.`,
    };
  }
  if (reply < 500) return { kind: "refused", code, reason: `The mail server says "later" (${code}).` };
  // The sender's address is a setting and not this message's: mended, the message may go. Except for its size.
  if (failure.command === "MAIL FROM" && reply !== 552) {
    return {
      kind: "refused",
      code,
      reason: `The mail server does not take mail from this sender (${code}); check the sender under Settings, Providers.`,
    };
  }
  const hardBounce = isNoSuchMailbox(failure.command, reply, enhanced);
  const reason = hardBounce
    ? `The mail server knows no such mailbox (${code}).`
    : `The mail server refuses the message for good (${code}).`;
  return { kind: "rejected", code, reason, permanent: true, ...(hardBounce ? { recipient: "unknown" } : {}) };
}

function withoutReply(phase: SmtpPhase, failure: SmtpFailure): Exclude<SendResult, { kind: "accepted" } | { kind: "rejected" }> {
  const code = failure.code ?? "connection";
  if (phase === "ended") return { kind: "unknown", reason: `The connection to the mail server was lost ${phaseWords.ended} (${code}).` };
  if (code === "EAUTH")
    return {
      kind: "refused",
      code,
      reason: "The mail server does not accept the sign-in; check user and password under Settings, Providers.",
    };
  if (code === "EMESSAGE")
    return { kind: "refused", code, reason: "The mail is larger than the mail server takes; make the template smaller." };
  return { kind: "refused", code, reason: `The connection to the mail server failed ${phaseWords[phase]} (${code}).` };
}

function isAboutSigningIn(phase: SmtpPhase, reply: number): boolean {
  return phase === "login" || reply === 530 || reply === 535 || reply === 538;
}

/** RFC 3463: X.1.1 bad mailbox, X.1.2 bad system, X.1.10 null MX, X.2.1 disabled. A bare 550 to RCPT is the oldest way to say it. */
function isNoSuchMailbox(command: string | undefined, reply: number, enhanced: string | undefined): boolean {
  if (enhanced === undefined) return command === "RCPT TO" && (reply === 550 || reply === 551 || reply === 553);
  return ["5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1"].includes(enhanced);
}
